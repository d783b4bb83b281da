import type { FunctionFile } from '../function-file.ts';

/**
 * How a function in a VPC reaches the API of a service, by IAM's prefix. docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html;
 * a gateway costs nothing: docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
const ways = {
  cloudwatch: { service: 'monitoring', type: 'Interface' },
  dynamodb: { service: 'dynamodb', type: 'Gateway' },
  rds: { service: 'rds', type: 'Interface' },
  secretsmanager: { service: 'secretsmanager', type: 'Interface' },
} as const;

/** An endpoint of a VPC: the last part of its service name, `rds` of com.amazonaws.us-east-1.rds. */
export type Endpoint = (typeof ways)[keyof typeof ways];

/**
 * The endpoints that a function in a VPC needs for the calls that its `function.yml` allows. Throws where a call goes to a service that
 * nobody has thought of. Logs and traces need none: Lambda sends them from outside the function.
 */
export const endpointsOf = ({ folder, permissions }: Pick<FunctionFile, 'folder' | 'permissions'>): Endpoint[] => {
  const prefixes = new Set(permissions.flatMap(({ actions }) => actions.map((action) => action.split(':')[0] ?? '')));
  return [...prefixes].sort().map((prefix) => {
    if (!isKnown(prefix))
      throw new Error(`functions/${folder}/function.yml: no endpoint is known by which a VPC reaches ${prefix}`);
    return ways[prefix];
  });
};

const isKnown = (prefix: string): prefix is keyof typeof ways => Object.hasOwn(ways, prefix);
