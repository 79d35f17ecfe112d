// Reads an AsyncAPI document from stdin and prints what @asyncapi/parser says about it, as JSON.
// usage: node diagnose.cjs <folder with node_modules>
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");

const { Parser } = createRequire(`${process.argv[2]}/`)("@asyncapi/parser");

new Parser().parse(readFileSync(0, "utf8")).then(({ diagnostics }) => {
  const found = diagnostics.map(({ severity, message, path }) => ({ severity, message, path: path.join("/") }));
  process.stdout.write(JSON.stringify(found));
});
