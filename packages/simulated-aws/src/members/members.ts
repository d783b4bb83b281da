import { type Call, notSimulated } from '../call.ts';
import { type MemberTable, outside, parseSelection, type Selection } from './selection.ts';
import { cloudformation } from './tables/cloudformation.ts';
import { dynamodb } from './tables/dynamodb.ts';
import { ec2 } from './tables/ec2.ts';
import { ecs } from './tables/ecs.ts';
import { elasticache } from './tables/elasticache.ts';
import { events } from './tables/events.ts';
import { kms } from './tables/kms.ts';
import { lambda } from './tables/lambda.ts';
import { logs } from './tables/logs.ts';
import { monitoring } from './tables/monitoring.ts';
import { rds } from './tables/rds.ts';
import { route53 } from './tables/route53.ts';
import { s3 } from './tables/s3.ts';
import { scheduler } from './tables/scheduler.ts';
import { secretsmanager } from './tables/secretsmanager.ts';
import { sns } from './tables/sns.ts';
import { sqs } from './tables/sqs.ts';
import { ssm } from './tables/ssm.ts';
import { states } from './tables/states.ts';
import { sts } from './tables/sts.ts';

/**
 * What of each operation's input is modelled, by signing name. A request with another member is refused by name before its handler
 * sees it: an answer that passes over a parameter would be a lie, and a refusal after the effect another one.
 */
export const memberTables: Readonly<Record<string, MemberTable>> = {
  ...{ cloudformation, dynamodb, ec2, ecs, elasticache, events, kms, lambda },
  ...{ logs, monitoring, rds, route53, s3, scheduler, secretsmanager, sns, sqs, ssm, states, sts },
};

const selections = new Map<string, Selection>();

/** Throws NotSimulated, by the name of the first member of the input that is not modelled. */
export function requireModelled(call: Call): void {
  const name = unmodelledIn(call);
  if (name !== undefined) throw notSimulated(`${call.service}:${call.operation} with ${name}`);
}

/** The first member of the input that is not modelled; undefined where all are, and of operations that are in no table. */
export function unmodelledIn({
  service,
  operation,
  input,
}: Pick<Call, 'service' | 'operation' | 'input'>): string | undefined {
  const selection = selectionOf(service, operation);
  return selection === undefined ? undefined : outside(input, selection);
}

function selectionOf(service: string, operation: string): Selection | undefined {
  const key = `${service}:${operation}`;
  const known = selections.get(key);
  const text = memberTables[service]?.[operation];
  if (known !== undefined || text === undefined) return known;
  const selection = parseSelection(text);
  selections.set(key, selection);
  return selection;
}
