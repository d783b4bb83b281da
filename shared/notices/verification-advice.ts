import type { VerificationRecord, VerificationResult } from '../contracts/verification/record.ts';
import { deathOf } from '../domain/recovery/closing.ts';
import { firstOf } from '../domain/run-facts.ts';
import { endingWords } from '../report/ending-words.ts';
import { isCopyGone } from '../report/verification/words.ts';
import { oneLine } from './notice.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

/** So many backups are named one by one. */
const shown = 50;

export const unproven = (results: readonly VerificationResult[]): VerificationResult[] => [
  ...results.filter(({ verdict }) => verdict === 'failed'),
  ...results.filter(({ verdict }) => verdict === 'inconclusive'),
];

export const leftoversThere = ({ leftovers }: VerificationRecord) =>
  leftovers.filter(({ isDiscarded }) => !isDiscarded);

/** What a person may do about it, with the commands; nothing when there is nothing to do. */
export function nextLines(record: VerificationRecord): string[] {
  const lines = [...dataAdvice(record), ...copyAdvice(record), ...runAdvice(record)];
  return lines.length === 0 ? [] : ['', 'What to do next:', ...lines];
}

function dataAdvice(record: VerificationRecord): string[] {
  const failed = record.results.filter(({ verdict }) => verdict === 'failed');
  const open = unproven(record.results).slice(0, shown);
  if (open.length === 0) return [];
  return [
    ...(failed.length > 0
      ? [
          'Do not count on a backup that failed. Keep older recovery points, mend what the record says, take a new backup.',
        ]
      : []),
    'To verify again, one of these commands:',
    ...pasteLines,
    ...open.flatMap((result) => startCommand(record, result)),
  ];
}

/** The execution's ARN names its machine; a refused run has none to name. */
function startCommand({ entries }: VerificationRecord, only?: VerificationResult): string[] {
  const executionArn = firstOf(entries, 'verificationOpened')?.fact.executionArn ?? '';
  const [arn, partition, service, region, account, , machine] = executionArn.split(':');
  const machineArn = [arn, partition, service, region, account, 'stateMachine', machine].join(':');
  const which = only ? { plan: only.plan, database: only.verification } : {};
  const command = `aws stepfunctions start-execution --region ${region} --state-machine-arn ${machineArn}`;
  return commandWithJson(command, '--input', { ...which, ...blanks });
}

/** Nothing here deletes: the machine alone may, since it proves first that a copy is ours. */
function copyAdvice(record: VerificationRecord): string[] {
  const isAllGone = record.results.every(isCopyGone) && leftoversThere(record).every(({ isOurs }) => !isOurs);
  const foreign = leftoversThere(record).some(({ isOurs }) => !isOurs);
  return [
    ...(isAllGone
      ? []
      : [
          'A copy that stays behind costs money and holds your data. The next run looks for it first; see why it stayed.',
        ]),
    ...(isAnyUnseen(record)
      ? ['What was ordered and does not show is not gone: look for it by its name in RDS, as the next runs do.']
      : []),
    ...(foreign ? ['What is not provably ours is left alone: whoever knows what it is must remove it.'] : []),
  ];
}

const isAnyUnseen = ({ results, awaited }: VerificationRecord): boolean =>
  results.some(({ copy }) => copy.verdict === 'unseen') || awaited.some(({ isGivenUp }) => !isGivenUp);

const runAdvice = (record: VerificationRecord): string[] => [
  ...failureAdvice(record),
  ...(record.blind.length > 0
    ? ['Let the role of the machine describe RDS in the Regions that it could not search.']
    : []),
  ...(record.chain.isWhole ? [] : ['Find out who changed the ledger before you rely on this record.']),
  ...(record.results.length === 0
    ? ['No backup was looked at. Remove the reason that is given, then start it again.']
    : []),
];

function failureAdvice({ entries, runId }: VerificationRecord): string[] {
  const death = deathOf(entries);
  if (death?.status !== undefined) {
    const why = [death.error, death.cause].filter(Boolean).join(': ');
    return [
      `The execution ${endingWords[death.status]} (${death.status}${why === '' ? '' : `: ${oneLine(why, 400)}`}), and its lock is let go.`,
      'What it had restored may still stand: the next run sweeps it, first of all. Start one to have it gone.',
    ];
  }
  if (firstOf(entries, 'runFailed') === undefined) return [];
  return [`A function of the run failed. Look at execution ${runId} in Step Functions.`];
}
