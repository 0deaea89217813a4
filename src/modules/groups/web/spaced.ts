/** A number before a Chinese unit: `8,996 ` and `23.21 万`, so that digits never touch the unit. */
export function spaced(formatted: string): string {
  return /\d$/.test(formatted) ? `${formatted} ` : formatted;
}
