import type { MemberTable } from '../selection.ts';

export const route53: MemberTable = {
  ListHostedZones: 'Marker MaxItems',
  ListHostedZonesByName: 'DNSName HostedZoneId MaxItems',
  GetHostedZone: 'Id',
  ListResourceRecordSets: 'HostedZoneId StartRecordName StartRecordType StartRecordIdentifier MaxItems',
  ChangeResourceRecordSets:
    'HostedZoneId ChangeBatch{Comment Changes{Action ResourceRecordSet{Name Type SetIdentifier Failover ' +
    'Weight Region GeoLocation{ContinentCode CountryCode SubdivisionCode} MultiValueAnswer ' +
    'TTL ResourceRecords{Value} AliasTarget{HostedZoneId DNSName EvaluateTargetHealth} HealthCheckId}}}',
  GetChange: 'Id',
  GetHealthCheck: 'HealthCheckId',
  ListHealthChecks: 'Marker MaxItems',
  CreateHealthCheck:
    'CallerReference HealthCheckConfig{IPAddress Port Type ResourcePath FullyQualifiedDomainName ' +
    'SearchString RequestInterval FailureThreshold Inverted Disabled HealthThreshold ChildHealthChecks ' +
    'Regions}',
  UpdateHealthCheck:
    'HealthCheckId HealthCheckVersion ResetElements IPAddress Port ResourcePath FullyQualifiedDomainName ' +
    'SearchString FailureThreshold Inverted Disabled HealthThreshold ChildHealthChecks Regions',
  GetHealthCheckStatus: 'HealthCheckId',
  GetHealthCheckCount: '',
  DeleteHealthCheck: 'HealthCheckId',
  CreateHostedZone: 'Name CallerReference HostedZoneConfig{Comment PrivateZone}',
  DeleteHostedZone: 'Id',
  GetHostedZoneCount: '',
};
