import type { RecoveryRecord } from '../../contracts/recovery/recovery-record.ts';
import { starterOf } from '../../domain/person.ts';
import { headline, timeOfDay } from '../format.ts';
import type { Annex } from '../recovery/annex.ts';
import { headLines } from '../recovery/head.ts';
import { page } from './page.ts';
import { annexSection, calls, decision, ledger, measurements, steps } from './sections.ts';
import { timeline } from './timeline.ts';

export function renderHtml(record: RecoveryRecord, annex?: Annex): string {
  const person = starterOf(record.trigger);
  const who = person === undefined ? '' : `, ${person}`;
  return page({
    title: headline(record),
    tone: record.outcome === 'succeeded' && record.owed === undefined ? 'good' : 'bad',
    reason: record.reason,
    origin: `${record.occasion}, ${record.openedAt.slice(0, 10)} ${timeOfDay(record.openedAt)} to ${timeOfDay(record.endedAt)} UTC. Started because: ${record.trigger.reason}${who}`,
    head: headLines(record, annex),
    sections: [
      ...(record.dryRun ? [] : [measurements(record, annex)]),
      timeline(record),
      ...(annex ? [annexSection(annex)] : []),
      steps(record),
      calls(record),
      decision(record),
      ledger(record),
    ],
  });
}
