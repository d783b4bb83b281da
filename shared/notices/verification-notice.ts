import type { RunId } from '../contracts/fields.ts';
import type { VerificationRecord, VerificationResult } from '../contracts/verification/record.ts';
import { dollars, duration } from '../report/format.ts';
import { firstOf } from '../report/run-facts.ts';
import { copyWords, isCopyGone, leftoverState, nameOf, verificationHeadline } from '../report/verification/words.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';
import { blanks, commandWithJson, pasteLines } from './paste.ts';

const shown = 50;

/** Lines under a heading, none without a line; what is too much for a message is counted. */
const listed = (heading: string, lines: readonly string[]): string[] => {
  if (lines.length === 0) return [];
  const more = lines.length > shown ? [`... and ${lines.length - shown} more`] : [];
  return ['', heading, ...lines.slice(0, shown).map((line) => `- ${line}`), ...more];
};

const unproven = (results: readonly VerificationResult[]): VerificationResult[] => [
  ...results.filter(({ verdict }) => verdict === 'failed'),
  ...results.filter(({ verdict }) => verdict === 'inconclusive'),
];

const backupLine = (result: VerificationResult): string =>
  `${result.verdict}: ${nameOf(result)} (${oneLine(result.source, 100)}, ${result.region}): ${oneLine(result.because)}`;

const copyLine = (result: VerificationResult): string => {
  const { arn, name, because } = result.copy;
  return `${copyWords(result)}: ${oneLine(arn ?? name ?? `that of ${nameOf(result)}`)} in ${result.region}: ${oneLine(because)}`;
};

const leftoversThere = ({ leftovers }: VerificationRecord) => leftovers.filter(({ isDiscarded }) => !isDiscarded);

const leftoverLine = (one: VerificationRecord['leftovers'][number]): string => {
  const cost = one.cost === undefined ? '' : `, ${dollars(one.cost)} so far`;
  return `${leftoverState(one)}: ${oneLine(one.arn)}, ${duration(one.ageSeconds)} old${cost}: ${oneLine(one.because)}`;
};

/** The execution's ARN names its machine; a refused run has none to name. */
const startCommand = ({ entries }: VerificationRecord, only?: VerificationResult): string[] => {
  const executionArn = firstOf(entries, 'verificationOpened')?.fact.executionArn ?? '';
  const [arn, partition, service, region, account, , machine] = executionArn.split(':');
  const machineArn = [arn, partition, service, region, account, 'stateMachine', machine].join(':');
  const which = only ? { plan: only.plan, database: only.verification } : {};
  const command = `aws stepfunctions start-execution --region ${region} --state-machine-arn ${machineArn}`;
  return commandWithJson(command, '--input', { ...which, ...blanks });
};

const dataAdvice = (record: VerificationRecord): string[] => {
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
};

/** Nothing here deletes: the machine alone may, since it proves first that a copy is ours. */
const copyAdvice = (record: VerificationRecord): string[] => {
  const isAllGone = record.results.every(isCopyGone) && leftoversThere(record).every(({ isOurs }) => !isOurs);
  const foreign = leftoversThere(record).some(({ isOurs }) => !isOurs);
  return [
    ...(isAllGone
      ? []
      : [
          'A copy that stays behind costs money and holds your data. The next run looks for it first; see why it stayed.',
        ]),
    ...(foreign ? ['What is not provably ours is left alone: whoever knows what it is must remove it.'] : []),
  ];
};

const runAdvice = (record: VerificationRecord): string[] => [
  ...(firstOf(record.entries, 'runFailed')
    ? [`A function of the run failed. Look at execution ${record.runId} in Step Functions.`]
    : []),
  ...(record.blind.length > 0
    ? ['Let the role of the machine describe RDS in the Regions that it could not search.']
    : []),
  ...(record.chain.isWhole ? [] : ['Find out who changed the ledger before you rely on this record.']),
  ...(record.results.length === 0
    ? ['No backup was looked at. Remove the reason that is given, then start it again.']
    : []),
];

const nextLines = (record: VerificationRecord): string[] => {
  const lines = [...dataAdvice(record), ...copyAdvice(record), ...runAdvice(record)];
  return lines.length === 0 ? [] : ['', 'What to do next:', ...lines];
};

const startLines = (record: VerificationRecord): string[] => [
  '',
  `Run: ${record.runId}, ${record.openedAt} to ${record.endedAt}`,
  `Started because: ${oneLine(record.trigger.reason)}${record.trigger.operator ? `, by ${oneLine(record.trigger.operator)}` : ''}`,
];

const details = (record: VerificationRecord): string[] => [
  ...listed('Backups that are not proven:', unproven(record.results).map(backupLine)),
  ...listed('Copies of this run:', record.results.filter((result) => !isCopyGone(result)).map(copyLine)),
  ...listed('Left by earlier runs:', leftoversThere(record).map(leftoverLine)),
  ...listed(
    'Not searched for leftovers:',
    record.blind.map(({ region, because }) => `${region}: ${oneLine(because)}`),
  ),
];

/** How a restore verification ended: one line when all is well. `location`: where the record lies, once it does. */
export const verificationNotice = (record: VerificationRecord, location: string | undefined): Notice => {
  const isWell = record.verdict === 'passed' && leftoversThere(record).length === 0;
  const headline = `${verificationHeadline(record)}: ${oneLine(record.reason, 2000)}`;
  return createNotice(headline, {
    head: [headline, ...(isWell ? [] : startLines(record))],
    body: isWell ? [] : details(record),
    tail: [
      ...(isWell ? [] : [...nextLines(record), '']),
      `Record: ${location ?? 'could not be stored; the ledger has it'}`,
      `Reference: ${record.runId}:verification`,
    ],
    whole: 'the record has all of them',
  });
};

/** Said when the ledger cannot be read. */
export const blindVerificationNotice = (runId: RunId): Notice =>
  createNotice('Restore verification unknown: its ledger cannot be read', {
    head: [
      'A restore verification has ended, and what it did cannot be read from its ledger. Take no backup for proven.',
      'Copies of databases may have stayed behind: they cost money and hold your data.',
      '',
      `Run: ${runId}. Look at the execution of this name in Step Functions, and at the ledger's table.`,
      `Reference: ${runId}:verification`,
    ],
  });
