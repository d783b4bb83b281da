import * as z from 'zod';

/**
 * Who an AWS credential belongs to, shown without showing the credential: the query string of a GetCallerIdentity request, signed and not
 * sent, as EKS and Vault take it. shared/identity/proof.ts says what it is bound to.
 */
export const IdentityProof = z.string().min(1).max(8_000);
