import * as z from 'zod';

/*
 * Names as AWS takes them, where a plan names what it does not make. They go into the ARNs of roles, in which a star, a question mark or
 * a variable would name what nobody meant.
 */

/** docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const SecretName = z
  .string()
  .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, 'a name of Secrets Manager: letters, digits and / _ + = . @ -');

/** docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const ParameterPath = z
  .string()
  .regex(/^\/[A-Za-z0-9_./-]{1,1010}$/, 'a parameter path such as /app/database-host');

/** docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html, …/API_CreateService.html */
export const EcsName = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/, 'a name of ECS: letters, digits, _ and -');

/** docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const BucketName = z
  .string()
  .regex(/^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket name: 3 to 63 lower-case letters, digits, . and -');

/** The safe characters of docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, without the star. */
export const ObjectKey = z
  .string()
  .regex(/^[A-Za-z0-9!_.'()/-]{1,1024}$/, "an object key of letters, digits and ! _ . ' ( ) / -");

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html; kept in lower case. */
export const DbSubnetGroupName = z
  .string()
  .regex(/^[a-z][a-z0-9._ -]{0,254}$/, 'the name of a DB subnet group in lower case');

/** docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html; kept in lower case. */
export const DbParameterGroupName = z
  .string()
  .max(255)
  .regex(/^(?:default\.)?[a-z](?:-?[a-z0-9])*$/, 'the name of a parameter group in lower case');

/** docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
export const ReplicationGroupId = z
  .string()
  .max(40)
  .regex(/^[a-z](?:-?[a-z0-9])*$/, 'the id of a replication group in lower case');
