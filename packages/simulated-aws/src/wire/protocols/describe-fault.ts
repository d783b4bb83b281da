import type { AwsFault } from '../../call.ts';
import { type ErrorModel, type ServiceModel, type StructureRef, textRef } from '../model.ts';

/** A fault with all that the protocols write of it. */
export type DescribedFault = Readonly<{
  /** The shape's name, or the code itself where the service has no such shape (AccessDenied, Throttling). */
  name: string;
  status: number;
  /** Its code and status in the query protocol. */
  query: Readonly<{ code: string; status: number }>;
  message: string;
  /** Members of the shape besides the message, those that the service gave. */
  members: Readonly<Record<string, unknown>>;
  shape: ErrorModel | undefined;
}>;

export function describeFault(fault: AwsFault, { errors }: Pick<ServiceModel, 'errors'>): DescribedFault {
  const shape = errors.get(fault.code);
  const status = shape?.status ?? fault.status;
  return {
    name: fault.code,
    status,
    query: shape?.query ?? { code: fault.code, status },
    message: fault.message,
    members: fault.fields,
    shape,
  };
}

export const partyAtFault = (status: number): 'Sender' | 'Receiver' => (status >= 500 ? 'Receiver' : 'Sender');

type Lead = Readonly<Record<string, string>>;

/** The parts that come first in XML. */
export const xmlLead = (fault: DescribedFault, code: { code: string; status: number }): Lead => ({
  Type: partyAtFault(code.status),
  Code: code.code,
  Message: fault.message,
});

type Structure = Readonly<{ schema: StructureRef; value: Readonly<Record<string, unknown>> }>;

/**
 * The body of an error as a structure: `lead` first, then the message, unless the lead holds it, under the name that the
 * shape gives it, then the shape's other members. A fault without a shape has its lead and its message only.
 */
export function faultStructure(structureName: string, lead: Lead, fault: DescribedFault): Structure {
  const members = [...(fault.shape?.schema.structIterator() ?? [])];
  const messageName = members.find(([name]) => isMessage(name))?.[0] ?? 'message';
  const first = Object.keys(lead).some(isMessage) ? lead : { ...lead, [messageName]: fault.message };
  const others = members.filter(([name]) => !isMessage(name) && !(name in first));
  const names = [...Object.keys(first), ...others.map(([name]) => name)];
  const refs = [...Object.keys(first).map(() => textRef), ...others.map(([, member]) => member)];
  return { schema: [3, 'wire', structureName, 0, names, refs], value: { ...fault.members, ...first } };
}

const isMessage = (name: string) => name.toLowerCase() === 'message';
