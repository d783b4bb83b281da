import { operatorKey } from 'simulated-aws';
import { alarmsOf } from '../../shared/domain/detection/alarms-of.ts';
import type { Stage } from '../stage.ts';
import { keyboardHelp } from './keyboard.ts';

/** How the simulation is used, for somebody who has never seen it. */
export function guideOf(stage: Stage): string {
  const { port, primary, standby } = stage;
  return [
    '',
    `Serving a simulated AWS at http://127.0.0.1:${port} until Ctrl-C. In another terminal:`,
    '',
    `  export AWS_ENDPOINT_URL=http://127.0.0.1:${port} AWS_DEFAULT_REGION=${standby}`,
    `  export AWS_ACCESS_KEY_ID=${operatorKey} AWS_SECRET_ACCESS_KEY=any`,
    '',
    ...commandsFor(stage).map((command) => `  ${command}`),
    '',
    `A command line before 2.13 needs --endpoint-url http://127.0.0.1:${port} in each command; every SDK takes it as its endpoint.`,
    'What is not modelled is refused by name: NotSimulated. What AWS sends to people is printed here.',
    '',
    'Here you may type:',
    ...keyboardHelp({ primary, standby }).map((line) => `  ${line}`),
    '',
    '',
  ].join('\n');
}

/** A first look, an alarm that wakes `detect`, a recovery by hand. Each of them works as it stands. */
function commandsFor(stage: Stage): string[] {
  const { stack, landscape, primary } = stage;
  const { plan } = landscape.draft.plan;
  const start = JSON.stringify({ plan, occasion: 'rehearsal', reason: 'a try', operator: 'Ada' });
  const execution = `${stack.recoverArn.replace(':stateMachine:', ':execution:')}:try-1`;
  return [
    'aws sts get-caller-identity',
    'aws stepfunctions list-state-machines',
    `aws rds describe-db-instances --region ${primary}`,
    ...alarmCommands(stage),
    `aws stepfunctions start-execution --state-machine-arn ${stack.recoverArn} --name try-1 --input '${start}'`,
    `aws stepfunctions get-execution-history --execution-arn ${execution}`,
  ];
}

const alarmCommands = ({ landscape }: Stage): string[] =>
  alarmsOf(landscape.draft.plan)
    .slice(0, 1)
    .map(
      ({ alarm, region }) =>
        `aws cloudwatch set-alarm-state --alarm-name ${inShell(alarm)} --state-value ALARM --state-reason "a try" --region ${region}`,
    );

/** Alarms have blanks and apostrophes in their names. */
const inShell = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
