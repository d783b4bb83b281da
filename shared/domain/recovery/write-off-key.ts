import type { PlanName } from '../../contracts/fields.ts';

/** Key of the item in the control table by which a person says that the fence of a database is not to be made any more. */
export const writeOffKey = (plan: PlanName, instance: string): string => `writeOff#${plan}#${instance}`;
