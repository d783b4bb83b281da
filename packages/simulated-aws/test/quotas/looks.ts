import { AwsFault } from '../../src/call.ts';
import { operate } from '../../src/operate.ts';
import { type createSetting, region } from '../services/policy-setting.ts';

/** What an account has of what these tests make. */
export type Aws = ReturnType<typeof createSetting>['aws'];

export type Listing = readonly [service: string, operation: string, member: string];

export const listings = {
  rules: ['events', 'ListRules', 'Rules'],
  machines: ['states', 'ListStateMachines', 'stateMachines'],
  stacks: ['cloudformation', 'ListStacks', 'StackSummaries'],
} satisfies Record<string, Listing>;

export const count = async (aws: Aws, [service, operation, member]: Listing): Promise<number> => {
  const answer = await operate(aws, { service, region, operation });
  return [answer[member]].flat().length;
};

export const inventory = async (aws: Aws): Promise<object> => ({
  roles: aws.identity.roleArns().length,
  policies: aws.identity.managedPolicies().size,
  rules: await count(aws, listings.rules),
  machines: await count(aws, listings.machines),
  stacks: await count(aws, listings.stacks),
});

export const refusalOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    return error instanceof AwsFault ? `${error.code}: ${error.message}` : String(error);
  }
};
