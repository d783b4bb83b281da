/** Of Lifeboat, as package.json has it; a test compares. Each record says by which one it was made. */
export const version = '0.1.0';
