import Glibc

/// e^{y²}·erfc(y): the tail of the normal distribution without its exponential decay.
///
/// Cody's rational Chebyshev approximations (Math. Comp. 23, 1969); relative error below 1e-15 for y ≥ −26.
enum ScaledErrorFunction {
    static func value(_ y: Double) -> Double {
        if y <= 0.46875 { return exp(y * y) * erfc(y) }
        return y <= 4 ? middle(y) : far(y)
    }

    private static func middle(_ y: Double) -> Double {
        var above = 2.153_115_354_744_038_46e-8 * y
        above = (above + 0.564_188_496_988_670_089) * y
        above = (above + 8.883_149_794_388_375_94) * y
        above = (above + 66.119_190_637_141_629_5) * y
        above = (above + 298.635_138_197_400_131) * y
        above = (above + 881.952_221_241_769_09) * y
        above = (above + 1_712.047_612_634_070_58) * y
        above = (above + 2_051.078_377_826_071_47) * y
        var below = y
        below = (below + 15.744_926_110_709_834_7) * y
        below = (below + 117.693_950_891_312_499) * y
        below = (below + 537.181_101_862_009_858) * y
        below = (below + 1_621.389_574_566_690_19) * y
        below = (below + 3_290.799_235_733_459_63) * y
        below = (below + 4_362.619_090_143_247_16) * y
        below = (below + 3_439.367_674_143_721_64) * y
        return (above + 1_230.339_354_797_997_25) / (below + 1_230.339_354_803_749_42)
    }

    private static func far(_ y: Double) -> Double {
        let z = 1 / (y * y)
        var above = 0.016_315_387_137_302_097_8 * z
        above = (above + 0.305_326_634_961_232_344) * z
        above = (above + 0.360_344_899_949_804_439) * z
        above = (above + 0.125_781_726_111_229_246) * z
        above = (above + 0.016_083_785_148_742_276_6) * z
        var below = z
        below = (below + 2.568_520_192_289_822_42) * z
        below = (below + 1.872_952_849_923_467_25) * z
        below = (below + 0.527_905_102_951_428_412) * z
        below = (below + 0.060_518_341_312_441_319_1) * z
        let ratio =
            z * (above + 6.587_491_615_298_378_03e-4) / (below + 0.002_335_204_976_268_691_85)
        return (0.564_189_583_547_756_286_9 - ratio) / y
    }
}
