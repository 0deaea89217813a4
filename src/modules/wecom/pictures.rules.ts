export const pictureKey = (codeId: string) => `qr:${codeId}`;

/** Pictures are fetched from the platform's own hosts only, or from the stand-in this installation uses for it. */
export function isPictureHost(url: string, baseUrl: string | null): boolean {
  const host = URL.parse(url);
  if (!host || !/^https?:$/.test(host.protocol)) return false;
  if (/(^|\.)(qpic\.cn|qq\.com|weixin\.qq\.com)$/.test(host.hostname)) return true;
  return baseUrl !== null && URL.parse(baseUrl)?.host === host.host;
}
