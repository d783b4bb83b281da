import { describe, expect, it } from 'vitest';
import { CheckDataSpec } from '../../../shared/contracts/specs/check-data.ts';
import { FenceDatabaseSpec } from '../../../shared/contracts/specs/fence-database.ts';
import { checkData } from '../../../shared/steps/check-data/check-data.ts';
import { fenceDatabase } from '../../../shared/steps/fence-database/fence-database.ts';
import { promoteReplica } from '../../../shared/steps/promote-replica/promote-replica.ts';
import { reasonOf, stepRun, unreadable, wordOf } from '../executor/step-run.ts';
import { database, facts, spec } from './promotion-facts.ts';

const checking = CheckDataSpec.parse({
  ...{ instance: 'orders-replica', region: 'standby', secret: 'reader', database: 'orders' },
  checks: [{ name: 'orders', sql: 'SELECT count(*) FROM orders', atLeast: 1 }],
});
const fencing = FenceDatabaseSpec.parse({
  ...{ instance: 'orders-prod', region: 'primary', closedSecurityGroup: 'sg-0c105ed00000000a1' },
  ifUnreachable: 'proceed',
});
const primary = (change: object) => database({ source: undefined, replication: undefined, ...change });

/** Its port is no PostgreSQL's: whoever connects hears nothing that could be understood. */
const refused = unreadable('ECONNRESET');

describe.each([
  { engine: 'mysql', cluster: undefined },
  { engine: 'mariadb', cluster: undefined },
  { engine: 'sqlserver-se', cluster: undefined },
  { engine: 'aurora-mysql', cluster: 'orders' },
])('a database of engine $engine', (shown) => {
  it('is refused by name before anything is closed, and is not promoted', () => {
    const of = facts({ instance: database(shown), server: refused });
    const [finding, ...others] = promoteReplica.assess(spec, of, stepRun());
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: 'blocker', text: expect.stringContaining(`is of engine ${shown.engine}`) });
    expect(wordOf(promoteReplica.decide(spec, of, stepRun()))).toBe('refuse');
  });

  it('is not checked over SQL', () => {
    const of = { instance: primary(shown), results: refused };
    expect(checkData.assess(checking, of, stepRun())).toMatchObject([
      { level: 'blocker', text: expect.stringContaining(`is of engine ${shown.engine}`) },
    ]);
    expect(wordOf(checkData.decide(checking, of, stepRun()))).toBe('refuse');
  });
});

describe('a member of a cluster', () => {
  const shown = { engine: 'aurora-postgresql', cluster: 'orders' };

  it('is not promoted as an instance', () => {
    const of = facts({ instance: database(shown) });
    expect(promoteReplica.assess(spec, of, stepRun())).toMatchObject([
      { level: 'blocker', text: expect.stringContaining('is a member of cluster orders of engine aurora-postgresql') },
    ]);
    expect(wordOf(promoteReplica.decide(spec, of, stepRun()))).toBe('refuse');
  });

  it("is not fenced as an instance: its groups are the cluster's", () => {
    const of = { instance: primary(shown), door: 'notTried' as const };
    expect(fenceDatabase.assess(fencing, of, stepRun())).toMatchObject([
      { level: 'blocker', text: expect.stringContaining('is a member of cluster orders') },
    ]);
    expect(wordOf(fenceDatabase.decide(fencing, of, stepRun()))).toBe('refuse');
  });

  it('is checked over SQL where it is one of PostgreSQL', () => {
    const results = { kind: 'known' as const, value: [] };
    expect(checkData.assess(checking, { instance: primary(shown), results }, stepRun())).toEqual([]);
  });
});

describe('a primary of another engine that is an instance of its own', () => {
  it('is fenced like any: groups and restarts know no engine', () => {
    const of = { instance: primary({ engine: 'mysql' }), door: 'notTried' as const };
    expect(reasonOf(fenceDatabase.decide(fencing, of, stepRun()))).toContain('ModifyDBInstance');
  });
});
