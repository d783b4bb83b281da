import type {
  DescribeAccountAttributesCommandInput,
  DescribeAccountAttributesCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../call.ts';
import { onlyModelled } from '../only-modelled.ts';
import type { Store } from './store.ts';

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html: DB instances, Aurora's and others' together. */
export const usualInstanceQuota = 40;

/** API_DescribeAccountAttributes; of the many quotas the one that restores run into. */
export const describeAccountAttributes =
  (store: Store) =>
  (
    input: DescribeAccountAttributesCommandInput,
    call: Call,
  ): Omit<DescribeAccountAttributesCommandOutput, '$metadata'> => {
    onlyModelled('rds:DescribeAccountAttributes', input, []);
    const used = [...store.instances.values()].filter(({ region }) => region === call.region).length;
    return { AccountQuotas: [{ AccountQuotaName: 'DBInstances', Used: used, Max: store.quota(call.region) }] };
  };
