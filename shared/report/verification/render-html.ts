import type { VerificationRecord } from '../../contracts/verification/record.ts';
import { page } from '../html/page.ts';
import { backups, toneOf } from './html-backups.ts';
import { details, leftovers, verificationLedger } from './html-details.ts';
import { restorePicture } from './html-times.ts';
import { originOf, verificationHeadline } from './words.ts';

/** The record of a restore verification as a page for auditors and operators. */
export function renderVerificationHtml(record: VerificationRecord): string {
  const picture = restorePicture(record.results);
  const all = details(record.results);
  return page({
    title: verificationHeadline(record),
    tone: toneOf(record.verdict),
    reason: record.reason,
    origin: originOf(record),
    sections: [backups(record.results), picture, all, leftovers(record), verificationLedger(record)].filter(
      (part) => typeof part !== 'string',
    ),
  });
}
