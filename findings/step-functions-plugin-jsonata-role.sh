#!/usr/bin/env bash
# serverless-step-functions 3.31.2 with osls 4.3.1 (npm): the role of a state machine in JSONata may do less than the same one in JSONPath.
#
# The plugin writes the role from the definition. Of a Task that publishes to a topic it reads Parameters.TopicArn, and a JSONata state has
# Arguments in its place (docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html). The permission is left out, packaging
# succeeds with one line that names a missing Parameters.TopicArn and no machine, and the machine fails at its first notice. Its own check of
# definitions (validate: true) says that both are right.
#
# Needs npm, node 20 or newer and an npm registry. Fails when the plugin does something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{ "private": true }\n' > package.json
npm install --silent --no-audit --no-fund osls@4.3.1 serverless-step-functions@3.31.2

cat > serverless.yml <<'SERVICE'
service: tell
frameworkVersion: '4'
provider: { name: aws, runtime: nodejs20.x, region: us-east-1 }
plugins: [serverless-step-functions]
stepFunctions:
  validate: true
  stateMachines:
    path:
      definition:
        StartAt: Tell
        States:
          Tell:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Parameters: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:operators', Message: done }
            End: true
    nata:
      definition:
        QueryLanguage: JSONata
        StartAt: Tell
        States:
          Tell:
            Type: Task
            Resource: arn:aws:states:::sns:publish
            Arguments: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:operators', Message: done }
            End: true
SERVICE

cat > show.mjs <<'SHOW'
import { readFileSync } from 'node:fs';

const { Resources } = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8'));
const roleOf = (machine) => Resources[machine].Properties.RoleArn['Fn::GetAtt'][0];
const actionsOf = (role) =>
  (Resources[role].Properties.Policies ?? []).flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : [])),
  );
const machines = Object.keys(Resources).filter((id) => Resources[id].Type === 'AWS::StepFunctions::StateMachine');
const seen = Object.fromEntries(machines.map((id) => [/nata/i.test(id) ? 'JSONata' : 'JSONPath', actionsOf(roleOf(id))]));
console.log('the role of each machine allows:', seen);
if (JSON.stringify(seen.JSONPath) !== '["sns:Publish"]' || seen.JSONata.includes('sns:Publish')) {
  console.error('the behaviour has changed');
  process.exit(1);
}
console.log('seen: the permission to publish is there for JSONPath, and not for JSONata');
SHOW
SLS_TELEMETRY_DISABLED=1 npx osls package 2>&1 | tail -n 12
node show.mjs
