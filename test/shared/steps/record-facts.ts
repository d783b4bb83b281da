import type { RecordSet } from '../../../shared/steps/switch-dns/record-sets.ts';
import type { RecordsFacts } from '../../../shared/steps/switch-dns/records.ts';

export const common = { strategy: 'records', zone: 'Z0123456789', name: 'app.example.com' };

export const records = (...sets: RecordSet[]): RecordsFacts['records'] => ({
  kind: 'known',
  value: sets.map((set) => ({ set, isSimple: true })),
});
export const answers = (isExpected: boolean): RecordsFacts['name'] => ({
  kind: 'known',
  value: { answer: isExpected ? 'east.example.com' : 'west.example.com', isExpected },
});

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
