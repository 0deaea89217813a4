/** A Chinese character or mark. */
export const chinese = /[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]/;
