/**
 * Words by which a message is known, as patterns that mean the same to JavaScript and PostgreSQL (`~*`), so that groups are read where
 * their messages lie.
 */
export const advertPattern =
  "https?://|www\\.|加我?(微信|v信|vx|扣扣|qq)|私我|私聊我|扫码|二维码|点头像|兼职|日结|刷单|返利|办证|刻章|代开|发票|贷款|套现|稳赚|清仓处理|宽带安装";

/** A question mark, or a particle or word of asking at the end: as `looksLikeQuestion` of messages reads it. */
export const questionPattern = "[?？]|(吗|呢|么|不|没有|多少|怎么|哪里|哪儿|几点|啥)[。.!！~～[:space:]]*$";

/** The same pattern for JavaScript. */
export const patternOf = (pattern: string) => new RegExp(pattern.replaceAll("[:space:]", "\\s"), "i");
