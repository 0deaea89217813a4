/** A sentence for each code the server may refuse with: `module.reason`; `{{field}}` is a field of its details. */
export const errors: Record<string, string> = {
  "client.offline": "网络断开了，没有发出去。连上后再试一次。",
  "client.no-answer": "服务器没有正常回应。已保存的内容都在，稍后再试。",
  "client.unreadable": "收到的内容和这一版页面对不上（{{where}}）。刷新页面再试。",
  "client.unknown": "没能完成（{{code}}）。已保存的内容都在。",

  "request.invalid": "有内容填得不对，改好再试。",
  "request.too-large": "内容太大，没有收下。",
  "request.not-json": "发出的内容格式不对。刷新页面再试。",
  "request.too-many": "操作太快，等一分钟再试。",
  "request.in-progress": "同一个操作正在进行，稍等片刻看结果。",
  "request.key-reused": "这个操作已经提交过别的内容。刷新页面再试。",
  "request.key-too-long": "没能提交。刷新页面再试。",
  "request.foreign-origin": "从别的网站发来的操作没有收下。",
  "server.bug": "服务器出了错，这次没有保存。把问题编号给管理员。",
  "server.database-away": "数据库暂时连不上，一会儿会自己恢复。",

  "session.missing": "登录已经过期，请重新登录。",
  "session.forbidden": "你的角色不能做这件事。需要的话，请管理员调整。",
  "session.staff-only": "这里只给员工用。",
  "session.member-only": "这里只给会员用。",

  "brands.missing": "没有这个品牌。",
  "files.missing": "找不到这个文件。",
};
