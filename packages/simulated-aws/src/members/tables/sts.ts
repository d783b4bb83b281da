import type { MemberTable } from '../selection.ts';

export const sts: MemberTable = {
  GetCallerIdentity: '',
};
