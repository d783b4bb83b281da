import type { Authorisation } from 'simulated-aws/identity/judge.ts';
import { sessionArnOf } from 'simulated-aws/identity/resource-policy.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { quick } from '../support/quick.ts';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import { isObserving, notMissed } from './not-missed.ts';
import { scenes } from './permission-scenes.ts';
import { withoutStatement } from './stack-roles.ts';
import { allowedTo, denialWithout, type Permission, permissionsIn } from './taken-away.ts';

type Outcome = Readonly<{ permission: Permission; denial: ReturnType<typeof denialWithout> }>;

/** Each permission of each role of both stacks, with what the first of the scenes to miss it is told. */
const outcomes = new Map<string, Outcome>();

const takeAway = (permissions: readonly Permission[], asked: readonly Authorisation[]): void => {
  for (const permission of permissions) {
    // The role of another scene may have another name.
    if (outcomes.get(permission.name)?.denial !== undefined) continue;
    const denial = denialWithout(permission, allowedTo(permission.roleArn, asked));
    outcomes.set(permission.name, { permission, denial });
  }
};

beforeAll(async () => {
  for (const make of scenes) {
    const asked: Authorisation[] = [];
    const scene = await make((authorisation) => asked.push(authorisation));
    takeAway(permissionsIn(scene.aws.identity), asked);
  }
});

describe('a permission of a role of the stacks, taken away', () => {
  it('is missed by a run, unless a reason says why none does', () => {
    const unmissed = [...outcomes.values()]
      .filter(({ permission, denial }) => denial === undefined && !isObserving(permission))
      .map(({ permission }) => permission.name);
    expect(unmissed.toSorted()).toEqual(notMissed.flatMap(({ permissions }) => permissions).toSorted());
  });

  it('is named in the denial, with the session of the role and the resource', () => {
    const denials = [...outcomes.values()].flatMap(({ permission, denial }) =>
      denial === undefined ? [] : [{ permission, ...denial }],
    );
    expect(denials.length).toBeGreaterThan(180);
    for (const { permission, request, message } of denials) {
      const { roleArn, action } = permission;
      const session = request.principal.kind === 'role' ? request.principal.session : undefined;
      const resource = action.startsWith('s3:') ? `"${request.resource}"` : request.resource;
      expect(message).toBe(
        `User: ${sessionArnOf(roleArn, session)} is not authorized to perform: ${action} on resource: ${resource} ` +
          `because no identity-based policy allows the ${action} action`,
      );
    }
  });

  it('is one of all roles, those of machines, rules, schedules and of the detector too', () => {
    const missed = [...outcomes.values()].filter(({ denial }) => denial !== undefined);
    const roles = new Set([...outcomes.values()].map(({ permission }) => permission.role));
    // Nothing but looking for backups, which no plan does.
    const found = new Set(missed.map(({ permission }) => permission.role));
    expect([...roles].filter((role) => !found.has(role))).toEqual(['FindBackupRole']);
    expect(roles).toContain('ForwardRole');
    expect(roles.size).toBeGreaterThan(40);
  });
});

const tableDenied = 'may not use a table of the run: AccessDenied';

describe('recover, when a permission of the promotion is missing', () => {
  const lose = async (action: string) => {
    const repackage = withoutStatement('PromoteReplicaRole', action);
    const scene = await setScene({ repackage, ...quick });
    scene.aws.network.cut('us-west-2');
    return { scene, record: (await runRecovery(scene, startInput(scene))).record };
  };

  it.each([
    { action: 'dynamodb:Query', says: tableDenied },
    { action: 'dynamodb:BatchGetItem', says: tableDenied },
    { action: 'rds:PromoteReadReplica', says: 'not authorized to perform: rds:PromoteReadReplica' },
  ])('asks with the reason and moves no traffic without the statement that allows $action', async (row) => {
    const { scene, record } = await lose(row.action);
    const question = scene.notices.find(({ subject }) => subject.includes('Step failed: shielda database'));
    expect(question?.message).toContain(row.says);
    expect(record.outcome).toBe('failed');
    expect(await endStateOf(scene)).toEqual(untouched);
  });

  it.each(['rds:DescribeDBInstances', 'secretsmanager:GetSecretValue'])(
    'is refused with the reason before anything is fenced without the statement that allows %s',
    async (action) => {
      const { scene, record } = await lose(action);
      expect(record.outcome).toBe('refused');
      expect(record.reason).toContain(`database: `);
      expect(record.reason).toMatch(/AccessDenied/);
      expect(mutations(scene.events)).toEqual([]);
      expect(await endStateOf(scene)).toEqual(untouched);
    },
  );

  it('does not act when it cannot keep whose promotion it is', async () => {
    const { scene, record } = await lose('dynamodb:UpdateItem');
    expect(record.outcome).toBe('failed');
    expect(mutations(scene.events)).toEqual([]);
  });
});
