import type { RecoveryRecord } from '../../contracts/recovery-record.ts';
import type { Annex } from '../annex.ts';
import { headline, timeOfDay } from '../format.ts';
import { html, trusted } from './markup.ts';
import { annexSection, calls, decision, ledger, measurements, steps } from './sections.ts';
import { styles } from './styles.ts';
import { timeline } from './timeline.ts';

/** One self-contained page: no script, no address outside itself. */
export const renderHtml = (record: RecoveryRecord, annex?: Annex): string => {
  const who = record.trigger.operator ? `, ${record.trigger.operator}` : '';
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline(record)}</title><style>${trusted(styles)}</style></head><body>
<header class="${record.outcome === 'succeeded' ? 'good' : 'bad'}"><h1>${headline(record)}</h1>
<p>${record.reason}</p>
<p class="dim">${record.occasion}, ${record.openedAt.slice(0, 10)} ${timeOfDay(record.openedAt)} to ${timeOfDay(record.endedAt)} UTC. Started because: ${record.trigger.reason}${who}</p></header>
${measurements(record)}${timeline(record)}${annex ? annexSection(annex) : ''}${steps(record)}${calls(record)}${decision(record)}${ledger(record)}
</body></html>
`.html;
};
