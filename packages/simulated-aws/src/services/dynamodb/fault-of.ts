import { AwsFault } from '../../call.ts';
import type { Json, StoreAnswer } from './store.ts';

/** The error that the store answered, by its shape's name; all other members of its body are fields. */
export function faultOf({ status, body }: StoreAnswer): AwsFault {
  const { __type: _type, message, Message, ...fields } = body;
  const code = shapeOf(body) || 'InternalServerError';
  return new AwsFault(code, textOf(message) || textOf(Message), { status, fields });
}

/** `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException` and its like. */
function shapeOf(body: Json): string {
  const type = textOf(body.__type);
  return type.slice(type.indexOf('#') + 1);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
