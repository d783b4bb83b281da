/** Where verifications write what they measure. Alarms: resources/alarms.yml. */
export const verificationMetrics = {
  namespace: 'Lifeboat',
  /** Seconds since the backup that was proven longest ago was proven; without dimensions: over all plans. */
  age: 'RestoreVerificationAge',
  passed: 'RestoreVerificationPassed',
  /** From the call that restores until the first check passed, by plan and verification. */
  restoreSeconds: 'RestoreSeconds',
} as const;
