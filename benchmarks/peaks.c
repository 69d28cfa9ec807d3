// What one processor can do at most: "fma" float32 multiply-adds in the widest registers of this machine, or "adds"
// 64-bit integer additions in general registers (one instruction each). Prints the number per processor second.
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

#ifdef __AVX512F__
typedef __m512 wide;
#define SET _mm512_set1_ps
#define FMA _mm512_fmadd_ps
#else
typedef __m256 wide;
#define SET _mm256_set1_ps
#define FMA _mm256_fmadd_ps
#endif
enum { CHAINS = 12, ROUNDS = 4000000, RUNS = 5 };

static double fma_rate(void) {
  wide sum[CHAINS], x = SET(0.5f), y = SET(0.25f);
  for (int c = 0; c < CHAINS; c++) sum[c] = SET(c);
  const double start = now();
  for (int r = 0; r < ROUNDS; r++) {
    __asm__ volatile("" : "+x"(x), "+x"(y));
#pragma GCC unroll 12
    for (int c = 0; c < CHAINS; c++) sum[c] = FMA(sum[c], x, y);
  }
  const double taken = now() - start;
  for (int c = 0; c < CHAINS; c++) __asm__ volatile("" : : "x"(sum[c]));
  return (double)ROUNDS * CHAINS * (sizeof(wide) / sizeof(float)) / taken;
}

static double add_rate(void) {
  uint64_t a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
  const double start = now();
  for (int r = 0; r < ROUNDS; r++)
    __asm__ volatile("add $1,%0\n add $1,%1\n add $1,%2\n add $1,%3\n add $1,%4\n add $1,%5\n add $1,%6\n add $1,%7"
                     : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+r"(e), "+r"(f), "+r"(g), "+r"(h));
  return (double)ROUNDS * 8 / (now() - start);
}

int main(int count, char **name) {
  double best = 0;
  for (int run = 0; run < RUNS; run++) {
    const double rate = count > 1 && !strcmp(name[1], "adds") ? add_rate() : fma_rate();
    if (rate > best) best = rate;
  }
  printf("rate %.4g\n", best);
  return 0;
}
