import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../../src/services/route53/apply-changes.ts';
import type { CheckedChange } from '../../../src/services/route53/check-change.ts';
import { listRecords } from '../../../src/services/route53/list-records.ts';
import { compareSets, isSameSet, type RecordSet } from '../../../src/services/route53/record-set.ts';
import { createZones } from '../../../src/services/route53/zones.ts';

const id = 'Z1';

const createZone = () => {
  const zones = createZones();
  zones.add({ id, name: 'example.com' });
  return { zones, zone: zones.find(id) };
};

/** Few names, so that changes meet each other. */
const name = fc.constantFrom(
  'a.example.com.',
  'b.example.com.',
  'a.b.example.com.',
  'a-b.example.com.',
  'example.com.',
);

const record: fc.Arbitrary<RecordSet> = fc
  .record({ Name: name, isCname: fc.boolean(), octet: fc.integer({ min: 1, max: 3 }) })
  .map(({ Name, isCname, octet }) => ({
    Name,
    Type: isCname ? 'CNAME' : 'A',
    TTL: 60,
    ResourceRecords: [{ Value: isCname ? `t${octet}.example.org.` : `192.0.2.${octet}` }],
  }));

const change: fc.Arbitrary<CheckedChange> = fc.record({
  action: fc.constantFrom('CREATE', 'UPSERT', 'DELETE'),
  record,
});

const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 30 });

const isFreeOfConflicts = (records: readonly RecordSet[]): boolean =>
  records.every((one) =>
    records.every(
      (other) => one === other || (!isSameSet(one, other) && !(one.Type === 'CNAME' && one.Name === other.Name)),
    ),
  );

describe('any sequence of change batches', () => {
  it('leaves a zone in order, without doubles, and with no CNAME beside another record', () => {
    fc.assert(
      fc.property(batches, (sequence) => {
        const { zone } = createZone();
        for (const batch of sequence) {
          const { records, problems } = applyChanges(zone, batch);
          if (problems.length === 0) zone.records = records;
          expect(isFreeOfConflicts(zone.records)).toBe(true);
          expect([...zone.records].sort(compareSets)).toEqual(zone.records);
        }
      }),
    );
  });

  it('can be taken back by deleting what was created', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(record, { selector: ({ Name, Type }) => `${Name}${Type}`, minLength: 1 }),
        (records) => {
          const { zone } = createZone();
          const before = zone.records;
          const batch = (action: CheckedChange['action']) => records.map((one) => ({ action, record: one }));
          const created = applyChanges(zone, batch('CREATE'));
          fc.pre(created.problems.length === 0);
          zone.records = created.records;
          expect(applyChanges(zone, batch('DELETE'))).toEqual({ records: before, problems: [] });
        },
      ),
    );
  });
});

describe('the pages of a listing', () => {
  it('make up the whole listing, whatever their size', () => {
    fc.assert(
      fc.property(fc.array(record), fc.integer({ min: 1, max: 5 }), (records, MaxItems) => {
        const { zones, zone } = createZone();
        for (const one of records) zones.addRecord(id, one);
        const collected: unknown[] = [];
        let start: object | undefined = {};
        while (start !== undefined) {
          const page = listRecords(zones, { HostedZoneId: id, MaxItems, ...start });
          collected.push(...(page.ResourceRecordSets ?? []));
          start = page.IsTruncated
            ? { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType }
            : undefined;
        }
        expect(collected).toEqual(zone.records);
      }),
    );
  });
});
