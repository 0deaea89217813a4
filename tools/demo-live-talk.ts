/** What simulated neighbours say to each other about fruit: small exchanges, drawn with a seed. */

export type Dice = () => number;

/** Numbers that look random and are the same for the same seed. */
export function openDice(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hands out a list's entries in a new order each time round, so that nothing comes again before all have come. */
export function openDeck<T>(entries: readonly T[], roll: Dice): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...entries];
    const [drawn] = left.splice(Math.floor(roll() * left.length), 1);
    if (drawn === undefined) throw new Error("an empty deck");
    return drawn;
  };
}

interface Fruit {
  name: string;
  taste: string;
  keep: string;
  use: string;
  /** Of our own pictures, if one shows it. */
  picture: string | null;
}

const fruits: readonly Fruit[] = [
  { name: "砂糖橘", taste: "皮薄汁多，一口一个", keep: "阴凉处放一周没问题", use: "煮个橘子水，嗓子舒服", picture: "mandarin" },
  { name: "赣南脐橙", taste: "水分足，酸甜刚好", keep: "不用进冰箱，放两周都行", use: "切块蒸一蒸，撒点盐", picture: "orange" },
  { name: "徐香猕猴桃", taste: "放软了特别甜", keep: "硬的常温放三五天，软了再进冰箱", use: "配酸奶当早餐", picture: "kiwi" },
  { name: "丹东草莓", taste: "香味一进门就闻到", keep: "最好当天吃完", use: "捣碎了拌牛奶", picture: "strawberry" },
  { name: "琯溪蜜柚", taste: "红肉的那种更甜", keep: "整个放一个月都行", use: "皮别扔，做柚子茶", picture: "pomelo" },
  { name: "富平软柿", taste: "软糯得可以用吸管喝", keep: "硬的和苹果放一起熟得快", use: "冻一下当冰激凌吃", picture: "persimmon" },
  { name: "洛川苹果", taste: "脆，带一点糖心", keep: "冰箱里放一个月也不面", use: "和红枣一起煮水", picture: "apple" },
  { name: "阳光玫瑰", taste: "有股玫瑰香，没籽", keep: "带着梗放，三四天", use: "对半切开拌沙拉", picture: "grape" },
  { name: "车厘子", taste: "果肉紧，甜得很", keep: "别洗，密封冷藏五天", use: "去核熬点果酱，抹面包", picture: "cherry" },
  { name: "蓝莓", taste: "大颗的不酸", keep: "冷藏一周，吃多少洗多少", use: "和面糊烤个松饼", picture: "blueberry" },
];

interface Exchange {
  opener: string;
  replies: readonly string[];
  /** What the one who began says at the end. */
  closing?: readonly string[];
  /** Comes with a picture of the fruit. */
  shows?: boolean;
}

/** `{果}` one fruit, `{它}` what is told of it, `{放}` how it keeps, `{吃}` what is made of it, `{数}` a few, `{栋}` a house. */
const exchanges: readonly Exchange[] = [
  {
    opener: "{果}今天甜不甜？上回在别处买的有点酸",
    replies: ["早上提的，{它}", "我家昨天开了一箱，{它}", "甜，放心拿"],
    closing: ["那我下单了", "好嘞，来{数}份"],
  },
  {
    opener: "{果}放冰箱能放几天呀",
    replies: ["{放}", "我的经验是{放}", "我家两天就没了，没机会放坏"],
    closing: ["学到了", "谢谢，那一次少买点"],
  },
  {
    opener: "老人牙口不好，拿哪种软一点的？",
    replies: ["{果}吧，{它}", "我妈爱吃{果}", "熟透的{果}可以用勺子挖着吃"],
    closing: ["好，给我妈带一份", "谢谢，这就看看"],
  },
  { opener: "刚提到货，{果}个头挺匀", replies: ["看着就馋", "哪个自提点？我下班也去", "我的也到了，一个没坏"], shows: true },
  { opener: "{果}到家了，给大家看看", replies: ["这颜色漂亮", "我明天也来一份", "分量可以啊"], closing: ["尝了，{它}"], shows: true },
  {
    opener: "下班才看到，{果}还有吗",
    replies: ["应该有，早上还剩不少", "我刚拍到，快去", "没有的话明早七点半再看"],
    closing: ["拍到了！", "赶上了，谢谢提醒"],
  },
  { opener: "自提点晚上几点关门？", replies: ["九点，我昨天八点半去的", "九点，实在赶不上可以让店里留着"], closing: ["来得及，谢谢"] },
  {
    opener: "孩子咳嗽，能吃{果}吗",
    replies: ["我家那会儿是{吃}", "少吃点没事，别太凉就行", "还是问问医生稳妥"],
    closing: ["好的，谢谢各位"],
  },
  { opener: "想送长辈，{果}体面不体面", replies: ["体面，{它}", "配个礼盒更好看", "我上月送的就是{果}，都说好"], closing: ["那就它了"] },
  {
    opener: "{栋}号楼有一起拼的吗，{果}两家分一箱",
    replies: ["我！{栋}号楼的", "算我一份", "我在隔壁楼，可以吗"],
    closing: ["够了够了，我来下单", "好，到了我群里喊"],
  },
  { opener: "{果}怎么吃才不浪费，买多了", replies: ["{吃}", "给邻居分点，哈哈", "{放}，不急"], closing: ["晚上就试试"] },
  { opener: "早，今天{果}有活动没", replies: ["早，十点看公告", "早啊，好像有", "蹲一个"], closing: ["设个闹钟"] },
  { opener: "昨天那箱有两个磕了，店里直接补了，点个赞", replies: ["这家售后一直可以", "我上次也是，拍照就给补", "所以才一直在这买"] },
  {
    opener: "新来的，请问大家都常买什么",
    replies: ["欢迎，{果}闭眼入", "欢迎欢迎，先试{果}，{它}", "周三的组合划算"],
    closing: ["谢谢，我先来份{果}"],
  },
  { opener: "{吃}，这个做法真行", replies: ["我也学会了", "要放糖吗", "孩子喝了两碗"], closing: ["不用放糖，本身就够甜"] },
  { opener: "接龙：{果}{数}份，{栋}号楼", replies: ["接，{果}{数}份，{栋}号楼", "+1，{栋}号楼", "我也来{数}份"] },
  { opener: "这两天降温，大家多穿点", replies: ["是，早上送孩子都起雾了", "正好煮点{果}水喝", "记得开窗透气"] },
  { opener: "我家猫盯着{果}看了十分钟", replies: ["哈哈哈它也想尝尝", "我家的只对快递箱感兴趣", "拍照拍照"] },
  { opener: "{果}和{另}选一个，纠结", replies: ["{果}，{它}", "小孩子才做选择", "我投{另}"], closing: ["那就都来一份"] },
  { opener: "周末带爸妈去郊外，带点什么水果方便", replies: ["{果}，不用刀", "我们上次带的{果}，{它}", "再带包湿巾"], closing: ["好主意"] },
];

const shorts = ["收到", "好的", "哈哈", "学到了", "这个可以", "谢谢", "真不错", "记下了"];

/** One exchange, words filled in: who begins, who answers, and how it ends. */
export interface SmallTalk {
  opener: string;
  picture: string | null;
  replies: string[];
  closing: string | null;
}

const few = ["一", "两", "三", "四"];
const pick = <T>(list: readonly T[], roll: Dice): T | undefined => list[Math.floor(roll() * list.length)];

/** An endless supply of exchanges; the same seed gives the same ones. */
export function openSmallTalk(seed: number): () => SmallTalk {
  const roll = openDice(seed);
  const nextExchange = openDeck(exchanges, roll);
  const nextFruit = openDeck(fruits, roll);
  return () => {
    const exchange = nextExchange();
    const fruit = nextFruit();
    const other = nextFruit();
    const fill = (text: string) =>
      text
        .replaceAll("{果}", fruit.name)
        .replaceAll("{另}", other.name)
        .replaceAll("{它}", fruit.taste)
        .replaceAll("{放}", fruit.keep)
        .replaceAll("{吃}", fruit.use)
        .replaceAll(/\{数\}/g, () => pick(few, roll) ?? "一")
        .replaceAll(/\{栋\}/g, () => String(1 + Math.floor(roll() * 18)));
    const nextReply = openDeck(exchange.replies, roll);
    const replies = Array.from({ length: 1 + Math.floor(roll() * exchange.replies.length) }, () => fill(nextReply()));
    if (roll() < 0.25) replies.push(pick(shorts, roll) ?? "好的");
    const closing = exchange.closing && roll() < 0.8 ? fill(pick(exchange.closing, roll) ?? "谢谢") : null;
    return { opener: fill(exchange.opener), picture: exchange.shows ? fruit.picture : null, replies, closing };
  };
}

const families = "王李张刘陈杨黄赵周吴徐孙朱马胡郭何林高罗郑梁谢宋唐许邓冯韩曹".split("");
const forms = [
  "{姓}姐",
  "小{姓}",
  "{姓}阿姨",
  "{姓}先生",
  "{姓}家大宝",
  "老{姓}",
  "{姓}小满",
  "{姓}妈妈",
  "{姓}同学",
  "爱吃的{姓}",
  "{姓}一一",
  "早起的{姓}",
];

/** Nicknames without a repeat, as people in such groups call themselves. */
export function makeNicknames(seed: number, count: number): string[] {
  const nextForm = openDeck(forms, openDice(seed + 1));
  const nextFamily = openDeck(families, openDice(seed + 2));
  const names = new Set<string>();
  for (let tries = 0; names.size < count; tries++) {
    const name = nextForm().replace("{姓}", nextFamily());
    names.add(tries > count * 4 ? `${name}${names.size}` : name);
  }
  return [...names];
}
