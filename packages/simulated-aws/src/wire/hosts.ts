import { type CatalogueEntry, catalogue, globalRegion } from './catalogue.ts';

const region = '[a-z]{2}(?:-[a-z]+)+-\\d';
const regionalS3 = new RegExp(`^(?:(.+)\\.)?s3[.-](${region})\\.amazonaws\\.com$`);
const globalS3 = /^(?:(.+)\.)?s3\.amazonaws\.com$/;
const regional = new RegExp(`^([a-z0-9]+)\\.(${region})\\.amazonaws\\.com$`);

/** The names under which a service is reached in a Region: docs.aws.amazon.com/general/latest/gr/rande.html */
export function hostsOf({ name, globalHost, isGlobal }: CatalogueEntry, region: string): string[] {
  const regional = isGlobal ? [] : [`${name}.${region}.amazonaws.com`];
  return globalHost !== undefined && region === globalRegion ? [...regional, globalHost] : regional;
}

/** docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export const bucketHostsOf = (bucket: string, region: string): string[] =>
  catalogue
    .filter(({ name }) => name === 's3')
    .flatMap((entry) => hostsOf(entry, region))
    .map((host) => `${bucket}.${host}`);

export type NamedByHost = Readonly<{ service: string; region: string; bucket?: string }>;

/** What a host name says of the service; undefined for an address such as 127.0.0.1. */
export function readHost(host: string): NamedByHost | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const s3 = regionalS3.exec(name);
  if (s3 !== null) return inS3(s3[2] ?? '', s3[1]);
  const oldS3 = globalS3.exec(name);
  if (oldS3 !== null) return inS3(globalRegion, oldS3[1]);
  const found = regional.exec(name);
  if (found !== null) return { service: found[1] ?? '', region: found[2] ?? '' };
  const global = catalogue.find(({ globalHost }) => globalHost === name);
  return global === undefined ? undefined : { service: global.name, region: globalRegion };
}

const inS3 = (place: string, bucket: string | undefined): NamedByHost =>
  bucket === undefined ? { service: 's3', region: place } : { service: 's3', region: place, bucket };
