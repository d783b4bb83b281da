import type { SimulatedAws } from 'simulated-aws';
import { AwsFault, type Principal } from 'simulated-aws/call.ts';
import { createIdentity } from 'simulated-aws/identity/identity.ts';
import type { Authorisation } from 'simulated-aws/identity/judge.ts';
import { createRandom } from 'simulated-aws/random.ts';

type Identity = SimulatedAws['identity'];
type Statement = ReturnType<Identity['statementsOf']>[number];

/** One action of one statement of one role: two statements that allow the same action are two permissions. */
export type Permission = Readonly<{
  /** As the template calls it. */
  role: string;
  roleArn: string;
  action: string;
  /** Role and action; of a role that has the action twice, the second one says so. */
  name: string;
  /** The statements of the role without it. */
  rest: readonly Statement[];
}>;

const without = (statements: readonly Statement[], taken: Statement, action: string): Statement[] =>
  statements.flatMap((statement) => {
    if (statement !== taken) return [statement];
    const Action = (statement.Action ?? []).filter((one) => one !== action);
    return Action.length === 0 ? [] : [{ ...statement, Action }];
  });

export const logicalId = (roleArn: string): string => /-(\w+)-[0-9A-F]{12}$/.exec(roleArn)?.[1] ?? roleArn;

const permissionsOf = (roleArn: string, statements: readonly Statement[]): Permission[] => {
  const role = logicalId(roleArn);
  const allowed = statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap((statement) => (statement.Action ?? []).map((action) => ({ statement, action })));
  return allowed.map(({ statement, action }, index) => {
    const before = allowed.slice(0, index).filter((one) => one.action === action).length;
    const name = `${role} ${action}${', again'.repeat(before)}`;
    return { role, roleArn, action, name, rest: without(statements, statement, action) };
  });
};

/** Of all roles that the stacks have made. */
export const permissionsIn = ({ roleArns, statementsOf }: Identity): Permission[] =>
  roleArns().flatMap((roleArn) => permissionsOf(roleArn, statementsOf(roleArn)));

type Denial = Readonly<{ request: Authorisation; message: string }>;

/** What a role with these statements is told of a request that was made before. */
const createReplay = (roleArn: string, statements: readonly Statement[]) => {
  let current: Authorisation | undefined;
  const identity = createIdentity({
    account: roleArn.split(':')[4] ?? '',
    random: createRandom(1),
    conditionKeys: () => current?.keys ?? {},
    policyOn: () => current?.policy,
  });
  const document = { Version: '2012-10-17', Statement: statements };
  identity.addRole({
    name: roleArn.split('/').at(-1) ?? '',
    trust: { Statement: [] },
    policies: [{ name: 'rest', document }],
  });
  return (request: Authorisation): Denial[] => {
    current = request;
    const { principal, service, action, resource } = request;
    const call = { service, operation: action, region: '', principal, requestId: '', input: {} };
    try {
      identity.authorise(call, action, [resource]);
      return [];
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      return [{ request, message: error.message }];
    }
  };
};

/**
 * What a run of the same scene would meet first without the permission, for all before that would be as it was; undefined when it
 * would miss nothing. `asked` in the order of the run, all of it allowed.
 */
export const denialWithout = ({ roleArn, rest }: Permission, asked: readonly Authorisation[]): Denial | undefined => {
  const replay = createReplay(roleArn, rest);
  for (const request of asked) {
    const [denial] = replay(request);
    if (denial !== undefined) return denial;
  }
  return undefined;
};

const isOf = (principal: Principal, roleArn: string) => principal.kind === 'role' && principal.role === roleArn;

/** What the role was allowed. */
export const allowedTo = (roleArn: string, asked: readonly Authorisation[]): Authorisation[] =>
  asked.filter(({ principal, verdict }) => verdict.decision === 'allowed' && isOf(principal, roleArn));
