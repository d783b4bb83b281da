/**
 * Of Elastic Load Balancing, in each partition: Application and Classic as name.region.elb, Network as name.elb.region.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html
 */
const ofBalancer = /^dualstack\.(?=.+\.(?:elb|elb\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$)/;

/**
 * A host as names are compared: in lower case, without the final dot, and without the `dualstack.` that the console of Route 53 writes before
 * the name of a load balancer, which leads to the same one.
 */
export const plainHost = (name: string): string => name.toLowerCase().replace(/\.$/, '').replace(ofBalancer, '');

export const isSameHost = (one: string, other: string): boolean => plainHost(one) === plainHost(other);
