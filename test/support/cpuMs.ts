/** Milliseconds of CPU that this process has had: what something costs, whatever else the machine does meanwhile. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
