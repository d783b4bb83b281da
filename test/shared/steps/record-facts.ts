import type { Asked } from '../../../shared/steps/switch-dns/name-answer.ts';
import type { FoundRecord, RecordSet } from '../../../shared/steps/switch-dns/record-sets.ts';
import type { RecordsFacts } from '../../../shared/steps/switch-dns/records.ts';

export const common = { strategy: 'records', zone: 'Z0123456789', name: 'app.example.com' };

export const records = (...sets: RecordSet[]): RecordsFacts['records'] =>
  listed(...sets.map((set) => ({ set, isSimple: true })));

export const listed = (...own: FoundRecord[]) => ({ kind: 'known', value: { own, behind: new Map() } }) as const;

const host = { addresses: ['192.0.2.2'], ipv6: ['2001:db8::2'] };

/** By a CNAME: to the new host, or still to the old one. */
export const answers = (isThere: boolean, change: Partial<Asked> = {}) =>
  ({
    kind: 'known',
    value: {
      answer: isThere ? 'east.example.com' : 'west.example.com',
      ...{ leads: isThere ? ['CNAME'] : [], elsewhere: isThere ? [] : ['CNAME'], unasked: [], host },
      ...change,
    },
  }) as const satisfies { kind: 'known'; value: Asked };

export const zone = (change = {}): RecordsFacts['zone'] => ({
  kind: 'known',
  value: { name: 'example.com', isPrivate: false, ...change },
});

export const facts = (given: Partial<RecordsFacts> = {}): RecordsFacts => ({
  strategy: 'records',
  zone: zone(),
  records: records(),
  change: undefined,
  name: answers(false),
  ...given,
});
