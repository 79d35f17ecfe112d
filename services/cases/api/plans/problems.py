"""The refusals about plans, recommendations and crisis plans, each with its page."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "plan-not-a-draft", 409, "It is no draft any more",
        "What is in force changes by `POST /v1/plans/{plan}/review` with the outcome `revised`.",
    ),
    ProblemType(
        "plan-of-other-kind", 409, "It does not fit the kind of plan",
        "A transition plan has `subject` and `turns_18_on`; no other plan has `turns_18_on`.",
    ),
    ProblemType(
        "plan-dates-impossible", 409, "Some days cannot be",
        "`errors` points at each; a transition plan is reviewed no later than on its next milestone.",
    ),
    ProblemType(
        "project-unknown", 409, "No such project",
        "Take a code of `projects` of the municipality's file, or leave `project` out.",
    ),
    ProblemType(
        "step-by-nobody", 409, "Who takes the step is not clear", "Send `staff` with `by: staff`, and with it alone."
    ),
    ProblemType("plan-without-steps", 409, "A goal has no steps", "Write a goal, and a step for each goal."),
    ProblemType(
        "plan-without-assessment", 409, "It rests on no signed assessment",
        "Make an assessment, sign it and name it in `assessments`.",
    ),
    ProblemType("plan-not-submitted", 409, "It waits for nobody's judgement", "Its author submits it first."),
    ProblemType("plan-is-your-own", 403, "Nobody judges their own plan", "Ask another supervisor."),
    ProblemType("plan-not-in-force", 409, "The plan is not in force", "Take the edition that is: `GET /v1/plans`."),
    ProblemType("plan-being-revised", 409, "The next edition is being written already", "`next` names the draft."),
    ProblemType(
        "review-day-impossible", 409, "The next review cannot be then",
        "Send `next_review_on` with `continued` and `revised`, and with them alone; `detail` says until when.",
    ),
    ProblemType(
        "goal-not-measured", 409, "The goal has nothing to be measured by", "Name goals of the plan with a `measure`."
    ),
    ProblemType("step-unknown", 404, "The plan has no such step", "Take an id out of `GET /v1/plans/{plan}`."),
    ProblemType("step-over", 409, "The step is over", "A step is done, or given up, once."),
    ProblemType("step-day-impossible", 409, "It cannot have been done then", "Send a day since the plan is in force."),
    ProblemType("follow-up-impossible", 409, "It cannot be followed up then", "Send a day that lies ahead."),
    ProblemType("recommendation-followed-up", 409, "It is known what became of it", "Recommend anew."),
    ProblemType("crisis-plan-exists", 409, "There is one already", "Change it: `POST /v1/crisis-plans/{plan}`."),
    ProblemType("crisis-plan-unreachable", 409, "Nobody can be called at night", "Add a call `round_the_clock`."),
)  # fmt: skip
