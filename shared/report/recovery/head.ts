import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { listed } from '../../domain/listed.ts';
import { personOf } from '../../domain/person.ts';
import { dayAndTime, owedInWords } from '../format.ts';
import type { Annex } from './annex.ts';
import { unseenIn } from './step-records.ts';

/** So many names; the record has them all. */
const namesShown = 5;

const occasions = { incident: 'an incident', rehearsal: 'a rehearsal of the machines' } as const;

/** A line at the head of a report. `isBad`: it must not be overlooked. */
export type HeadLine = Readonly<{ label: string; text: string; isBad: boolean }>;

/** What a reader has to know before any figure: what remains, how real it was and where, who said yes, by which version. */
export const headLines = (record: RecoveryRecord, annex: Annex | undefined): HeadLine[] => [
  remains(record),
  where(record, annex),
  approval(record, annex),
  made(record),
];

function remains(record: RecoveryRecord): HeadLine {
  if (record.dryRun || record.outcome === 'refused')
    return { label: 'Remains', text: 'all of it: nothing was changed', isBad: false };
  const all = remaining(record);
  return { label: 'Remains', text: all.length === 0 ? 'nothing' : all.join('; '), isBad: all.length > 0 };
}

/** What is still to be done or not known, what may do harm first. */
function remaining({ owed = [], steps, dataLoss }: RecoveryRecord): string[] {
  const { notCarried = [], notLookedAt: notCounted = [] } = dataLoss;
  const notLookedAt = [...notCounted, ...steps.flatMap(unseenIn)];
  const owedIds = new Set(owed.map(({ stepId }) => stepId));
  const open = steps.filter(({ stepId, status }) => isOpenStep(status) && !owedIds.has(stepId));
  const skipped = steps.filter(({ status }) => status === 'skipped').map(({ stepId }) => stepId);
  return [
    ...owed.map(owedInWords),
    ...open.map(({ stepId, status }) => `step ${stepId} is ${status}`),
    ...(skipped.length > 0 ? [`skipped: ${skipped.join(', ')}`] : []),
    ...(notCarried.length > 0 ? [`rows of ${listed(notCarried, namesShown)} are gone`] : []),
    ...(notLookedAt.length > 0 ? [`not looked at: ${listed(notLookedAt, namesShown)}`] : []),
    ...(dataLoss.isOpen ? ['how much data is lost is not known'] : []),
  ];
}

const isOpenStep = (status: string): boolean => status !== 'done' && status !== 'skipped' && status !== 'notReached';

const where = (record: RecoveryRecord, annex: Annex | undefined): HeadLine => ({
  label: 'Setting',
  text: `${annex?.setting ?? occasions[record.occasion]}${record.dryRun ? '; a dry run, which changes nothing' : ''}${places(record)}`,
  isBad: false,
});

const places = ({ setting }: RecoveryRecord): string =>
  setting === undefined
    ? ''
    : `, from ${setting.regions.primary} to ${setting.regions.standby}, account ${setting.account}`;

/** Answers to the run itself: those to its steps stand further below. */
function approval({ answers, decision }: RecoveryRecord, annex: Annex | undefined): HeadLine {
  const said = answers.filter(({ stepId }) => stepId === undefined);
  const stand = annex?.answeredBy === undefined ? '' : ` (${annex.answeredBy})`;
  const text = said.map((one) => `${one.answer} by ${personOf(one)}${stand} at ${dayAndTime(one.at)} UTC`).join('; ');
  const nobody = decision?.verdict === 'ask' ? 'nobody answered' : 'nobody was asked';
  return { label: 'Approved', text: text || nobody, isBad: false };
}

const made = ({ setting, planHash, runId }: RecoveryRecord): HeadLine => ({
  label: 'Made by',
  text: [setting && `Lifeboat ${setting.version}`, planHash && `plan hash ${planHash}`, `run ${runId}`]
    .filter(Boolean)
    .join(', '),
  isBad: false,
});
