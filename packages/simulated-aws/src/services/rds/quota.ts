import type {
  DescribeAccountAttributesCommandInput,
  DescribeAccountAttributesCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../call.ts';
import { countManual, mostManual } from './snapshots/keep.ts';
import type { Sort } from './snapshots/snapshot.ts';
import type { Store } from './store.ts';

/** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html: DB instances, Aurora's and others' together. */
export const usualInstanceQuota = 40;

/** API_DescribeAccountAttributes; of the many quotas those that restores and copies run into. */
export const describeAccountAttributes =
  (store: Store) =>
  (_: DescribeAccountAttributesCommandInput, call: Call): Omit<DescribeAccountAttributesCommandOutput, '$metadata'> => {
    const { region } = call;
    const used = [...store.instances.values()].filter((one) => one.region === region).length;
    const manual = (sort: Sort) => ({ Used: countManual(store, sort, region), Max: mostManual });
    return {
      AccountQuotas: [
        { AccountQuotaName: 'DBInstances', Used: used, Max: store.quota(region) },
        { AccountQuotaName: 'ManualSnapshots', ...manual('snapshot') },
        { AccountQuotaName: 'ManualClusterSnapshots', ...manual('cluster-snapshot') },
      ],
    };
  };
