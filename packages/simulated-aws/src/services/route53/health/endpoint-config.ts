import type { HealthCheckConfig } from '@aws-sdk/client-route-53';
import { invalidInput } from '../faults.ts';

/** What a checker needs to know of the endpoint. */
export type EndpointConfig = Readonly<{
  isTcp: boolean;
  host: string;
  port: number;
  isDefaultPort: boolean;
  path: string;
  searchString: string | undefined;
}>;

export function endpointOf(config: HealthCheckConfig): EndpointConfig {
  const { Type, FullyQualifiedDomainName: host, ResourcePath = '/', SearchString } = config;
  const defaultPort = defaultPortOf(Type);
  const port = config.Port ?? defaultPort;
  if (host === undefined) throw invalidInput('Invalid parameter : FullyQualifiedDomainName must be given');
  if (port === undefined) throw invalidInput(`Invalid parameter : Port must be given for type ${Type}`);
  return {
    isTcp: Type === 'TCP',
    host,
    port,
    isDefaultPort: port === defaultPort,
    path: ResourcePath.startsWith('/') ? ResourcePath : `/${ResourcePath}`,
    searchString: Type?.endsWith('_STR_MATCH') === true ? SearchString : undefined,
  };
}

function defaultPortOf(type: string | undefined): number | undefined {
  if (type?.startsWith('HTTPS') === true) return 443;
  return type?.startsWith('HTTP') === true ? 80 : undefined;
}
