#!/usr/bin/env bash
# cfn-lint 1.58.0 (PyPI) calls a valid state machine wrong: E3601 "is not of type 'number'".
#
# In a JSONata state, Step Functions takes an expression for TimeoutSeconds and HeartbeatSeconds of a Task and for
# MaxConcurrency of a Map (docs.aws.amazon.com/step-functions/latest/dg/state-task.html and state-map-inline.html: "In JSONata
# states, you can specify a JSONata expression that evaluates to an integer"; states-language.net/spec.html says the same).
# cfn-lint takes one for Seconds of a Wait, and refuses it in these three. A pipeline that stops on errors stops here.
#
# Needs python3 with venv and PyPI. Fails when cfn-lint says something else than was seen on 2026-11-30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cfn-lint==1.58.0

cat > "$folder/template.yml" <<'TEMPLATE'
Resources:
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/machine
      Definition:
        QueryLanguage: JSONata
        StartAt: WaitForIt
        States:
          WaitForIt: { Type: Wait, Seconds: '{% $states.input.seconds %}', Next: AskSomebody }
          AskSomebody:
            Type: Task
            Resource: arn:aws:states:::sqs:sendMessage.waitForTaskToken
            Arguments: { QueueUrl: https://example.com/queue, MessageBody: '{% $states.context.Task.Token %}' }
            TimeoutSeconds: '{% $states.input.seconds %}'
            HeartbeatSeconds: '{% $states.input.beat %}'
            Next: DoEach
          DoEach:
            Type: Map
            Items: '{% $states.input.items %}'
            MaxConcurrency: '{% $states.input.most %}'
            ItemProcessor:
              ProcessorConfig: { Mode: INLINE }
              StartAt: DoOne
              States: { DoOne: { Type: Pass, End: true } }
            End: true
TEMPLATE

"$folder/venv/bin/cfn-lint" --version
seen=$("$folder/venv/bin/cfn-lint" --format parseable "$folder/template.yml" || true)
printf '%s\n' "${seen//$folder\//}"
expected=3
count=$(grep -c "E3601:.*is not of type 'number'" <<< "$seen" || true)
others=$(grep -vc "E3601:.*is not of type 'number'" <<< "$seen" || true)
if [ "$count" -ne "$expected" ] || [ "$others" -ne 0 ]; then
  echo "cfn-lint has $count such complaints and $others others, not $expected and 0: the behaviour has changed" >&2
  exit 1
fi
echo "seen: $expected valid numbers refused, the same expression in a Wait taken"
