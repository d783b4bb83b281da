import type { MemberTable } from '../selection.ts';

export const ssm: MemberTable = {
  GetParameter: 'Name WithDecryption',
  GetParameters: 'Names WithDecryption',
  PutParameter: 'Name Description Value Type Overwrite',
  DescribeParameters: 'ParameterFilters{Key Option Values} MaxResults NextToken',
  GetParametersByPath: 'Path Recursive WithDecryption MaxResults NextToken',
  GetParameterHistory: 'Name WithDecryption MaxResults NextToken',
  DeleteParameter: 'Name',
  DeleteParameters: 'Names',
};
