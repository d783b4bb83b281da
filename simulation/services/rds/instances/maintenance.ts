/** (I) The same for all: RDS draws one at random for each instance. UTC, as it shows it. */
export const maintenanceWindow = 'sun:05:00-sun:05:30';
