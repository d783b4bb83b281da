import type { VerificationRecord, VerificationResult } from '../contracts/verification/record.ts';
import { dollars, duration } from '../report/format.ts';
import { ageWords, nameOf, objectiveWords, timeWords, verificationHeadline } from '../report/verification/words.ts';
import { createNotice, type Notice, oneLine } from './notice.ts';

const resultsShown = 100;

const restoreWords = ({ restore }: VerificationResult): string =>
  restore === undefined ? '' : `; ${timeWords(restore).join(', ')}; ${objectiveWords(restore)}`;

/** A backup that is not proven: what is wrong, and what was measured of it. */
const resultLines = (result: VerificationResult): string[] => [
  `- ${result.verdict}: ${nameOf(result)} (${oneLine(result.source, 100)}): ${oneLine(result.because)}`,
  `  age ${ageWords(result)}${restoreWords(result)}`,
];

const copyLines = ({ results, leftovers }: VerificationRecord): string[] => {
  const own = results.filter(({ copy }) => copy.verdict === 'leftOver' || copy.verdict === 'unknown');
  const earlier = leftovers.filter(({ isDiscarded }) => !isDiscarded);
  if (own.length + earlier.length === 0) return [];
  return [
    '',
    'Copies that may still stand and cost (the next run tries again; nothing else may be deleted in their place):',
    ...own.map(({ copy }) => `- ${copy.arn ?? copy.name ?? 'a copy'}: ${oneLine(copy.because)}`),
    ...earlier.map(
      (one) =>
        `- ${one.arn}, ${duration(one.ageSeconds)} old${one.cost === undefined ? '' : `, ${dollars(one.cost)} so far`}: ${oneLine(one.because)}`,
    ),
  ];
};

const slow = ({ results }: VerificationRecord): string[] =>
  results
    .filter(({ verdict, restore }) => verdict === 'passed' && restore?.isMet === false)
    .map((result) => `${nameOf(result)} is whole, but slow${restoreWords(result)}.`);

/** Called as copies are, and not ours: somebody should know, and nobody is woken. */
const strangers = ({ leftovers }: VerificationRecord): string[] =>
  leftovers
    .filter(({ isOurs }) => !isOurs)
    .map(({ name, because }) => `${name} is called as a copy is and was left alone: ${oneLine(because, 200)}.`);

/** One line when everything is proven, details when it is not; from the record and nothing else. */
export const verificationNotice = (
  record: VerificationRecord,
  { location }: Readonly<{ location: string | undefined }>,
): Notice => {
  const headline = verificationHeadline(record);
  const where = `Record: ${location ?? 'could not be stored; the ledger has it'}`;
  if (record.verdict === 'passed')
    return createNotice(headline, [
      [`${headline}: ${oneLine(record.reason)}.`, ...slow(record), ...strangers(record), where].join(' '),
    ]);
  const unproven = record.results.filter(({ verdict }) => verdict !== 'passed');
  return createNotice(headline, [
    `${headline}. ${oneLine(record.reason)}`,
    ...(unproven.length === 0 ? [] : ['', 'Not proven:', ...unproven.slice(0, resultsShown).flatMap(resultLines)]),
    ...(unproven.length > resultsShown ? [`... and ${unproven.length - resultsShown} more`] : []),
    ...copyLines(record),
    '',
    'What to do: read the record, mend what it names, and start verify-restores again with {} or with one database named.',
    `Run: ${record.runId}, ${record.openedAt} to ${record.endedAt}`,
    where,
    `Reference: ${record.runId}:verification`,
  ]);
};
