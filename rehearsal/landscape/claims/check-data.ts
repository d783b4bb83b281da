import { ofKind } from './of-kind.ts';

/** Its data are such that the checks pass. */
export const checkedData = ofKind('checkData', ({ checkData: { instance, region: side, database, checks } }) => [
  { is: 'database', side, instance, database, checks },
]);
