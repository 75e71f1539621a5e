import TestSupport
import Testing

@testable import FoveaTensor

/// The generator is the published one.
@Suite struct PhiloxTests {
  /// Source: the known answers of Random123 (`kat_vectors`, philox4x32 with 10 rounds).
  @Test("Known answers")
  func knownAnswers() {
    #expect(
      Philox(key: 0).block(0) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      Philox(key: .max).block(.max, .max)
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    // The digits of pi.
    #expect(
      Philox(key: 0x299f_31d0_a409_3822).block(0x85a3_08d3_243f_6a88, 0x0370_7344_1319_8a2e)
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("A source hands out the blocks of its seed, low word first")
  func words() {
    var random = RandomSource(seed: 0)
    #expect(random.next() == 0xe169_c58d_6627_e8d5)
    #expect(random.next() == 0x9b00_dbd8_bc57_ac4c)
    let second = Philox(key: 0).block(1)
    #expect(random.next() == UInt64(second[1]) << 32 | UInt64(second[0]))
  }

  @Test("Flipping any bit of counter or key flips about half of the output")
  func avalanche() {
    var random = TestRandom("avalanche")
    var flips = 0
    let trials = 64
    for _ in 0..<trials {
      let (key, low, high) = (random.next(), random.next(), random.next())
      let before = Philox(key: key).block(low, high)
      for bit in 0..<192 {
        let flip = UInt64(1) << (bit % 64)
        let after =
          bit < 64
          ? Philox(key: key ^ flip).block(low, high)
          : bit < 128
            ? Philox(key: key).block(low ^ flip, high) : Philox(key: key).block(low, high ^ flip)
        for word in 0..<4 { flips += (before[word] ^ after[word]).nonzeroBitCount }
      }
    }
    // Binomial: 5 standard deviations of the number of flips.
    let bits = Double(trials * 192 * 128)
    #expect((Double(flips) - bits / 2).magnitude < 5 * (bits / 4).squareRoot())
  }
}
