/** A commented `plimsoll.yml` to begin with; it decides without a fault as it stands. */
export function exampleConfig(): string {
  return `# What Plimsoll measures, and what it holds the service to. Every line but \`service\` has a default.
# Quantities carry their unit: 500ms, 2m, 5%, 64MB. \${NAME} is a variable of the environment.
service:
  # setup: npm ci                # once, before the start
  start: npm start               # PORT is set to a free port; leave it out for a service that already runs
  url: http://127.0.0.1:\${PORT}  # on this machine only
  ready: /                       # a path that answers below 500, or { log: "listening on" }
  # directory: .                 # where setup and start run
  # environment: { LOG_LEVEL: warn }
  # deadline: 30s                # until it is ready
  # stop: 3s                     # until it is killed
  # watch: { postgres: 5432 }    # programs on this machine that are watched beside it, by their port

# What users do, and how often against one another. {{uuid}}, {{n}} and {{key}} are filled anew for every
# request; {{user}} is the user's number, so that "Bearer token-{{user}}" gives each user a token of its own.
operations:
  root: { get: / }
  # list: { get: /items, weight: 8 }
  # add: { post: /items, json: { sku: "{{uuid}}" }, weight: 2, expect: { status: 201 } }
  # stock: { post: "/stock/{{key}}/add", increments: "{{key}}" }  # a counter, so that lost updates can be proved
  # whoami: { get: /me, isolates: $.user }                        # the answer must name this user's own token

users: 1..20                     # the upper end is the reference load; the property search tries all of them
# think: 0ms                     # between an answer and the user's next request
# keys: 100                      # distinct values of {{key}}
# timeout: 10s                   # for one operation
# tls: { insecure: true }        # believe any certificate of an https address; or { ca: certs/ca.pem }

# Further limits: p50, p99, startup, cpu (80% of one core), cpu-per-operation, rss, rss-growth, threads, descriptors,
# and leak, as 200B/op, or as 50MB/h where what was measured allows to project it.
limits: { p95: 500ms, mean: 500ms, errors: 5% }

# leaks: true                                     # pile up operations to see what does not come back
# properties: { stability: { scenarios: 30 }, sustained: { drift: 20% } }   # each may be false
# compare: { with: auto }                        # or base, history, none
# baseline: { store: cache }                     # or file, or none
# fail-on: [regression, breach, broken-property]
# inconclusive: neutral                          # or fail
budget: 2m
`;
}

/** A workflow that gates pull requests and merge queues and remembers the default branch's runs. */
export function exampleWorkflow(): string {
  return `# Gates every pull request by how much load the service carries.
name: plimsoll
on:
  pull_request:
  merge_group:
  push:
    branches: [main]             # the default branch: its runs become the baseline

permissions: {}

concurrency:
  group: plimsoll-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  plimsoll:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read             # to check the repository out
      checks: write              # for the check run with the report
      pull-requests: write       # for the comment
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
          fetch-depth: 0         # the base of a pull request is measured beside it
      # Install here what the service needs, or say \`setup:\` in plimsoll.yml.
      - uses: plimsoll/plimsoll@v0
        with:
          config: plimsoll.yml
`;
}
