/** A sentence for each code the server may refuse with: `module.reason`; `{{field}}` is a field of its details. */
export const errors: Record<string, string> = {
  "client.offline": "网络断开了，没有发出去。连上后再试一次。",
  "client.no-answer": "服务器没有正常回应。已保存的内容都在，稍后再试。",
  "client.unreadable": "收到的内容和这一版页面对不上（{{where}}）。刷新页面再试。",
  "client.unknown": "没能完成（{{code}}）。已保存的内容都在。",
};
