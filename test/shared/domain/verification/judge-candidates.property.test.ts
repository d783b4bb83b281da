import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeCandidates } from '../../../../shared/domain/verification/judge-candidates.ts';
import { replacePoint } from '../../../../shared/domain/verification/replace-point.ts';
import { at, known, unreadable, verificationOf } from './orders.ts';

const ids = fc.constantFrom('db-1', 'db-2', 'db-3');
const reading = fc.oneof(
  fc.option(ids, { nil: undefined }).map(known),
  fc.constantFrom('TimeoutError', 'AccessDenied').map(unreadable),
);
const snapshots = fc.array(
  fc.record({
    id: fc.uuid(),
    type: fc.constantFrom('automated', 'manual'),
    status: fc.constantFrom('available', 'creating', 'failed'),
    databaseTime: fc.option(fc.integer({ min: -1_000_000, max: 1000 }).map(at), { nil: undefined }),
    resourceId: fc.option(ids, { nil: undefined }),
    engineVersion: fc.constant('18.1'),
    isEncrypted: fc.boolean(),
    bytes: fc.constant(undefined),
  }),
  { maxLength: 12 },
);
const sources = fc.record({
  source: fc.constant('instance orders-database'),
  region: fc.constant('us-west-2'),
  here: reading,
  elsewhere: reading.map((id) => ({ region: 'us-east-1', id })),
  pinned: fc.option(ids, { nil: undefined }),
  proven: fc.option(ids, { nil: undefined }),
});
const verification = verificationOf('instance');

it('is of the database that is pinned, else of the one that stands, else of one that is known, and of no other', () => {
  let chosen = 0;
  fc.assert(
    fc.property(snapshots, sources, (candidates, source) => {
      const { point, verdict, because } = judgeCandidates(verification, { candidates, source, now: at(0) });
      const stands = source.here.kind === 'known' ? source.here.value : undefined;
      const elsewhere = source.elsewhere.id.kind === 'known' ? source.elsewhere.id.value : undefined;
      const sure = source.pinned ?? stands;
      const may = sure === undefined ? [elsewhere, source.proven] : [sure];
      if (may.every((one) => one === undefined) && candidates.length > 0) {
        expect(verdict).toBe('failed');
        expect(because).toContain('nobody can tell');
      }
      if (point === undefined) return;
      chosen += 1;
      expect(may).toContain(point.sourceResourceId);
    }),
    { numRuns: 1000 },
  );
  expect(chosen).toBeGreaterThan(90);
});

it('gives way to the next that counts, one after the other, until none is left; each that is lost is told', () => {
  fc.assert(
    fc.property(snapshots, (candidates) => {
      const source = { source: 'x', region: 'us-west-2', here: known('db-1') };
      let chosen = judgeCandidates(verification, { candidates, source, now: at(0) });
      const taken: string[] = [];
      while (chosen.point !== undefined) {
        const { id, databaseTime } = chosen.point;
        expect(taken).not.toContain(id);
        taken.push(id);
        const before = databaseTime;
        chosen = replacePoint(chosen, 'it was gone', at(0));
        if (chosen.point !== undefined) expect(chosen.point.databaseTime <= before).toBe(true);
        expect(chosen.insteadOf?.map((one) => one.id)).toEqual(taken);
      }
      expect(chosen.verdict).toBe('failed');
      for (const id of taken) expect(chosen.because).toContain(id);
    }),
  );
});
