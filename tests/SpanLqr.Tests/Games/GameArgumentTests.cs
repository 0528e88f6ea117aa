using System;
using System.Linq;
using SpanLqr.Games;
using Xunit;

namespace SpanLqr.Tests.Games;

public sealed class GameArgumentTests
{
    private static readonly GameProblem Sound = new RandomGames(41).Ring(2, symmetric: true, 1, 2);

    [Fact]
    public void A_malformed_population_is_named_with_what_was_found_and_expected()
    {
        Refuse(p => p with { Name = "" }, "no name");
        Refuse(p => p with { Name = "p1" }, "'p1': the name is taken");
        Refuse(p => p with { A = new double[3, 3] }, "B is 2×1, expected 3×1");
        Refuse(p => p with { A = new double[2, 3] }, "A is 2×3, expected 2×2");
        Refuse(p => p with { B = new double[3, 1] }, "B is 3×1, expected 2×1");
        Refuse(p => p with { Q = new double[,] { { 1, 2 }, { 0, 1 } } }, "Q must be symmetric: entry [0,1] is 2, entry [1,0] is 0");
        Refuse(p => p with { R = new double[2, 2] }, "R is 2×2, expected 1×1");
        Refuse(p => p with { W = new double[1, 1] }, "W is 1×1, expected 2×2");
        Refuse(p => p with { Cov0 = new double[1, 1] }, "Cov0 is 1×1, expected 2×2");
        Refuse(p => p with { Own = new double[1, 1] }, "Own is 1×1, expected 2×2");
        Refuse(p => p with { Mean0 = [1] }, "Mean0 has 1 entries, expected 2");
        Refuse(p => p with { Size = 0 }, "size is 0, expected at least 1");
    }

    [Fact]
    public void A_malformed_coupling_is_named()
    {
        GameCoupling sound = Sound.Couplings[0];
        RefuseCouplings("there are 2 populations", sound with { To = 2 });
        RefuseCouplings("two different populations", sound with { To = 0 });
        RefuseCouplings("given twice", sound, sound);
        RefuseCouplings("weight is 1×1, expected 2×2", sound with { Weight = new double[1, 1] });
        RefuseCouplings("offset has 3 entries, expected 2", sound with { Offset = new double[3] });
    }

    [Fact]
    public void A_game_without_populations_is_refused()
    {
        Assert.Contains("no populations", Assert.Throws<ArgumentException>(() => GameSolver.Solve(new GameProblem { Populations = [] })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => GameSolver.Solve(Sound, new GameOptions { MaxIterations = 0 }));
    }

    [Fact]
    public void Beliefs_and_policies_of_another_size_are_refused()
    {
        Assert.Contains("F is 2×2, expected 4×4", Refused(() => BestResponse.To(Sound, new MeanFieldLaw(new double[2, 2], new double[4]))));
        Assert.Contains("c has 2 entries, expected 4", Refused(() => BestResponse.To(Sound, new MeanFieldLaw(new double[4, 4], new double[2]))));
        Assert.Contains("0 policies, expected 2", Refused(() => BestResponse.Consistent(Sound, [])));
    }

    private static void Refuse(Func<GamePopulation, GamePopulation> spoil, string complaint)
    {
        GameProblem spoilt = Sound with { Populations = [spoil(Sound.Populations[0]), .. Sound.Populations.Skip(1)] };
        Assert.Contains(complaint, Refused(() => GameSolver.Solve(spoilt)));
    }

    private static void RefuseCouplings(string complaint, params GameCoupling[] couplings) =>
        Assert.Contains(complaint, Refused(() => GameSolver.Solve(Sound with { Couplings = couplings })));

    private static string Refused(Action act) => Assert.ThrowsAny<ArgumentException>(act).Message;
}
