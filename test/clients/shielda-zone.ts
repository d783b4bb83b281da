import { readPlans } from '../../deployment/plans/read-plans.ts';

/** The id of shielda's public zone, as its plan pins it and the landscape is built with. Throws when the plan pins none. */
export const shieldaZone = (): string => {
  const id = readPlans().plans.shielda?.pins?.zones[0]?.zone;
  if (id === undefined) throw new Error('the plan shielda pins no hosted zone');
  return id;
};
