// An agency's webhook by the JavaScript library of Standard Webhooks: `node receiver.cjs FOLDER NAME=SECRET …`.
// /NAME takes what is signed for its secret (204, else 401). The first line it prints is its port, each further one a
// body that it took.
const http = require("http");
const path = require("path");
const { Webhook } = require(path.join(process.argv[2], "node_modules", "standardwebhooks"));

const secrets = new Map(process.argv.slice(3).map((given) => given.split(/=(.*)/s).slice(0, 2)));

const server = http.createServer(async (request, answer) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  try {
    const taken = new Webhook(secrets.get(request.url.slice(1))).verify(Buffer.concat(parts), request.headers);
    console.log(JSON.stringify(taken));
    answer.writeHead(204);
  } catch {
    answer.writeHead(401);
  }
  answer.end();
});

server.listen(0, "127.0.0.1", () => console.log(server.address().port));
