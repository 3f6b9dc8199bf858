// Numbers as Cellwise's plain loops compute them: float32 with each product and sum rounded, and the functions that Java
// takes in double precision. exp and log are ports of fdlibm, as Java's StrictMath is; rounded to float32 they give what
// Math.exp and Math.log give there.

var round = Math.fround;
var doubleView = new Float64Array(1);
var wordView = new Int32Array(doubleView.buffer); // low word first on all machines that run browsers
var LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;

function highWord(x) { doubleView[0] = x; return wordView[1]; }
function withHighWord(x, high) { doubleView[0] = x; wordView[1] = high; return doubleView[0]; }

function exp(x) {
  if (!(x <= 709.782712893383973096)) { return x > 0 ? Infinity : NaN; }
  if (x < -745.13321910194110842) { return 0; }
  var size = highWord(x) & 0x7fffffff, k = 0, high = 0, low = 0;
  if (size > 0x3fd62e42) { // |x| > ln 2 / 2
    if (size < 0x3ff0a2b2) { // |x| < 1.5 ln 2
      k = x < 0 ? -1 : 1;
      high = x - (x < 0 ? -LN2_HIGH : LN2_HIGH);
      low = x < 0 ? -LN2_LOW : LN2_LOW;
    } else {
      k = Math.trunc(1.44269504088896338700 * x + (x < 0 ? -0.5 : 0.5));
      high = x - k * LN2_HIGH;
      low = k * LN2_LOW;
    }
    x = high - low;
  } else if (size < 0x3e300000) { // |x| < 2⁻²⁸
    return 1 + x;
  }
  var t = x * x;
  var c = x - t * (1.66666666666666019037e-01 + t * (-2.77777777770155933842e-03 + t * (6.61375632143793436117e-05
      + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  if (k === 0) { return 1 - ((x * c) / (c - 2) - x); }
  var y = 1 - ((low - (x * c) / (2 - c)) - high);
  if (k >= -1021) { return withHighWord(y, highWord(y) + (k << 20)); }
  return withHighWord(y, highWord(y) + ((k + 1000) << 20)) * 9.33263618503218878990e-302;
}

function log(x) {
  if (!(x > 0)) { return x === 0 ? -Infinity : NaN; }
  if (x === Infinity) { return x; }
  var k = 0, high = highWord(x);
  if (high < 0x00100000) { x *= 18014398509481984; k = -54; high = highWord(x); }
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  var i = (high + 0x95f64) & 0x100000;
  x = withHighWord(x, high | (i ^ 0x3ff00000)); // between √½ and √2
  k += i >> 20;
  var f = x - 1, r;
  if ((0x000fffff & (2 + high)) < 3) { // |f| < 2⁻²⁰
    if (f === 0) { return k === 0 ? 0 : k * LN2_HIGH + k * LN2_LOW; }
    r = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - r : k * LN2_HIGH - ((r - k * LN2_LOW) - f);
  }
  var s = f / (2 + f), z = s * s, w = z * z, j = 0x6b851 - high;
  i = high - 0x6147a;
  var t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  var t2 = z * (6.666666666666735130e-01
      + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  r = t2 + t1;
  if ((i | j) > 0) {
    var half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
}

function sigmoid(x) { return round(1 / (1 + exp(-x))); }

function tanh(x) { return Math.abs(x) < 1 / 4096 ? x : round(1 - 2 / (exp(2 * x) + 1)); }

var ERF_SMALL = [0.128379166, -0.376126319, 0.112836875, -0.0268589407, 0.00519990642, -0.000813001185, 8.31677244e-05].map(round);
var ERF_LARGE = [0.12864849, 0.635151327, 0.10623689, -0.0237620752, 0.00364246499, -0.000322805397, 1.12314656e-05].map(round);

function polynomial(c, x) {
  var sum = c[c.length - 1];
  for (var i = c.length - 2; i >= 0; i--) { sum = sum * x + c[i]; }
  return sum;
}

function erf(x) {
  var size = Math.abs(x);
  if (size < round(0.93)) { return round(x + x * polynomial(ERF_SMALL, x * x)); }
  if (size > 4) { return x > 0 ? 1 : -1; }
  var y = 1 - exp(-size - size * polynomial(ERF_LARGE, size));
  return round(x < 0 ? -y : y); // NaN stays NaN
}

// SplitMix64, the generator that Java shuffles rows with; its state is [high word, low word]
function Random(high, low) { this.high = high >>> 0; this.low = low >>> 0; }

// the lower 64 bits of a product, in words of 32 bits
function multiplyLow(low1, low2) { // of two words, as [high, low]
  var a = low1 & 0xffff, b = low1 >>> 16, c = low2 & 0xffff, d = low2 >>> 16;
  var ac = a * c, middle = b * c + (ac >>> 16), middle2 = a * d + (middle & 0xffff);
  return [(b * d + Math.floor(middle / 65536) + Math.floor(middle2 / 65536)) >>> 0,
    (((middle2 & 0xffff) << 16) | (ac & 0xffff)) >>> 0];
}

Random.prototype.next = function () { // leaves the number in this.h, this.l
  var low = this.low + 0x7f4a7c15;
  this.high = (this.high + 0x9e3779b9 + (low > 0xffffffff ? 1 : 0)) >>> 0;
  this.low = low >>> 0;
  var h = this.high, l = this.low, m;
  l = (l ^ ((l >>> 30) | (h << 2))) >>> 0; h = (h ^ (h >>> 30)) >>> 0;
  m = multiplyLow(l, 0x1ce4e5b9);
  h = (m[0] + Math.imul(h, 0x1ce4e5b9) + Math.imul(l, 0xbf58476d)) >>> 0; l = m[1];
  l = (l ^ ((l >>> 27) | (h << 5))) >>> 0; h = (h ^ (h >>> 27)) >>> 0;
  m = multiplyLow(l, 0x133111eb);
  h = (m[0] + Math.imul(h, 0x133111eb) + Math.imul(l, 0x94d049bb)) >>> 0; l = m[1];
  this.l = (l ^ ((l >>> 31) | (h << 1))) >>> 0; this.h = (h ^ (h >>> 31)) >>> 0;
};

Random.prototype.nextInt = function (bound) {
  while (true) {
    this.next();
    var high = this.h >>> 1, low = ((this.h << 31) | (this.l >>> 1)) >>> 0;
    var value = ((high % bound) * (4294967296 % bound) + low % bound) % bound;
    if (high < 0x7fffffff || low - value + (bound - 1) < 4294967296) { return value; }
  }
};

Random.prototype.nextDouble = function () {
  this.next();
  return (this.h * 2097152 + (this.l >>> 11)) / 9007199254740992;
};

Random.prototype.nextGaussian = function () {
  var radius = Math.sqrt(-2 * Math.log(1 - this.nextDouble()));
  return radius * Math.cos(2 * Math.PI * this.nextDouble());
};

Random.prototype.shuffle = function (elements) {
  for (var i = elements.length - 1; i > 0; i--) {
    var j = this.nextInt(i + 1), swapped = elements[i];
    elements[i] = elements[j];
    elements[j] = swapped;
  }
};

// SHA-256 of bytes, in hexadecimal digits (FIPS 180-4)
function sha256(bytes) {
  var k = [], hash = [], n = 2;
  while (k.length < 64) {
    var prime = true;
    for (var d = 2; d * d <= n; d++) { if (n % d === 0) { prime = false; } }
    if (prime) {
      if (hash.length < 8) { hash.push((Math.sqrt(n) % 1 * 4294967296) | 0); }
      k.push((Math.cbrt(n) % 1 * 4294967296) | 0);
    }
    n++;
  }
  var padded = new Uint8Array(((bytes.length + 8 >> 6) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  var view = new DataView(padded.buffer), w = new Int32Array(64);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, bytes.length << 3 >>> 0);
  function turned(x, by) { return (x >>> by) | (x << (32 - by)); }
  for (var block = 0; block < padded.length; block += 64) {
    var v = hash.slice();
    for (var i = 0; i < 64; i++) {
      if (i < 16) { w[i] = view.getInt32(block + 4 * i); } else {
        var x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
      }
      var t1 = (v[7] + (turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i]) | 0;
      var t2 = ((turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
      v = [(t1 + t2) | 0, v[0], v[1], v[2], (v[3] + t1) | 0, v[4], v[5], v[6]];
    }
    for (var j = 0; j < 8; j++) { hash[j] = (hash[j] + v[j]) | 0; }
  }
  return hash.map(function (word) { return ("0000000" + (word >>> 0).toString(16)).slice(-8); }).join("");
}
