import { createAws } from '../../src/aws.ts';
import type { Principal } from '../../src/call.ts';
import { createVirtualClock } from '../../src/clock/virtual-clock.ts';

export const account = '111122223333';
export const region = 'us-east-1';
export const ruleArn = `arn:aws:events:${region}:${account}:rule/detect`;
export const asRule: Principal = { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn };

/** All of AWS in one Region, with roles that may do so much. */
export const createSetting = () => {
  const clock = createVirtualClock();
  const onError = (error: unknown) => {
    throw error;
  };
  const aws = createAws({ clock, seed: 1, speed: 1, regions: [region], tell: () => undefined, onError });
  const addRole = (name: string, allowed: string[]): Principal => {
    const trust = {
      Statement: { Effect: 'Allow', Principal: { Service: 'x.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
    const document = { Statement: { Effect: 'Allow', Action: allowed, Resource: '*' } };
    const policies = allowed.length === 0 ? [] : [{ name: 'own', document }];
    return { kind: 'role', role: aws.identity.addRole({ name, trust, policies }), session: 'test' };
  };
  const ask = async (principal: Principal, what: string, input: Record<string, unknown>) => {
    const [service = '', operation = ''] = what.split(':');
    return await aws.world.dispatch({ service, operation, region, principal, requestId: 'r', input });
  };
  /** `accepted`, or why not. */
  const outcomeOf = async (asked: Promise<object>): Promise<string> => {
    try {
      await asked;
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return { aws, clock, addRole, ask, outcomeOf };
};
